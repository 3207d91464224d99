import { parseColumnType } from '../../src/mapping/column-type.ts';
import type { ColumnFacts, TableFacts } from '../../src/store/mssql/table-facts.ts';

/** A column as a database tells of it; its type as T-SQL writes it, nullable unless given otherwise. */
export function columnFacts(name: string, type: string, rest: Partial<ColumnFacts> = {}): ColumnFacts {
  return {
    name,
    ...typeFacts(type),
    collation: /char/.test(type) ? 'SQL_Latin1_General_CP1_CI_AS' : null,
    nullable: true,
    isIdentity: false,
    isComputed: false,
    hasDefault: false,
    ...rest,
  };
}

/** A table `dbo.T` with these columns. */
export function tableFacts(columns: readonly ColumnFacts[], rest: Partial<TableFacts> = {}): TableFacts {
  return {
    schema: 'dbo',
    name: 'T',
    objectType: 'U',
    columns,
    uniqueIndexes: [],
    triggers: [],
    ...rest,
  };
}

function typeFacts(type: string): Pick<ColumnFacts, 'typeName' | 'maxLength' | 'precision' | 'scale'> {
  const [, foreign = '', precision, scale] =
    /^(decimal|numeric|datetimeoffset|time)\((\d+)(?:,(\d+))?\)$/.exec(type) ?? [];
  if (foreign === 'decimal' || foreign === 'numeric') {
    return { typeName: foreign, maxLength: 9, precision: Number(precision), scale: Number(scale ?? 0) };
  }
  if (foreign !== '') {
    return { typeName: foreign, maxLength: 8, precision: 0, scale: Number(precision) };
  }
  if (/^(ntext|text|image|xml|money|float|date|smalldatetime|timestamp|sql_variant)$/.test(type)) {
    return { typeName: type, maxLength: 16, precision: 0, scale: 0 };
  }
  const parsed = parseColumnType(type);
  const length = 'length' in parsed ? parsed.length : 8;
  const isWide = parsed.kind === 'nvarchar' || parsed.kind === 'nchar';
  return {
    typeName: parsed.kind,
    maxLength: length === null ? -1 : length * (isWide ? 2 : 1),
    precision: 0,
    scale: 'scale' in parsed ? parsed.scale : 0,
  };
}
