/** A table as it is in a database, as far as writing to it depends on it. */
export interface TableFacts {
  readonly schema: string;
  readonly name: string;
  /** `sys.objects.type` without blanks: `U` a table, `V` a view, `SN` a synonym. */
  readonly objectType: string;
  /** In their order. Empty for a synonym. */
  readonly columns: readonly ColumnFacts[];
  /** Enabled ones. */
  readonly uniqueIndexes: readonly UniqueIndexFacts[];
  /** Those that the login may see. */
  readonly triggers: readonly TriggerFacts[];
}

export interface ColumnFacts {
  readonly name: string;
  /** The system type in lower case: `nvarchar`, `decimal`, `timestamp` for rowversion. */
  readonly typeName: string;
  /** Bytes; -1 for `max`. */
  readonly maxLength: number;
  readonly precision: number;
  readonly scale: number;
  readonly collation: string | null;
  readonly nullable: boolean;
  readonly isIdentity: boolean;
  readonly isComputed: boolean;
  readonly hasDefault: boolean;
}

export interface UniqueIndexFacts {
  readonly name: string;
  /** Key columns in their order. */
  readonly columns: readonly string[];
  /** Whether it covers only some rows (`WHERE ...`). */
  readonly isFiltered: boolean;
}

export interface TriggerFacts {
  readonly name: string;
  readonly isDisabled: boolean;
  readonly isInsteadOf: boolean;
}

/** Characters for character types, bytes for binary ones; null for `max`. */
export function lengthOf({ typeName, maxLength }: ColumnFacts): number | null {
  if (maxLength < 0) {
    return null;
  }
  return typeName === 'nvarchar' || typeName === 'nchar' ? maxLength / 2 : maxLength;
}

/** The column's type as T-SQL writes it. */
export function formatFactsType(column: ColumnFacts): string {
  const { typeName, precision, scale } = column;
  switch (typeName) {
    case 'nvarchar':
    case 'varchar':
    case 'nchar':
    case 'char':
    case 'binary':
    case 'varbinary':
      return `${typeName}(${lengthOf(column) ?? 'max'})`;
    case 'datetime2':
    case 'datetimeoffset':
    case 'time':
      return `${typeName}(${scale})`;
    case 'decimal':
    case 'numeric':
      return `${typeName}(${precision},${scale})`;
    case 'timestamp':
      return 'rowversion';
    default:
      return typeName;
  }
}

/** Whether nobody may write the column: SQL Server fills it itself. */
export function isFilledByServer(column: ColumnFacts): boolean {
  return column.isIdentity || column.isComputed || column.typeName === 'timestamp';
}
