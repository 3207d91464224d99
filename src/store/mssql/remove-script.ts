import type { Column, Value } from '../../mapping/table.ts';
import type { RowIdentity } from '../single-row.ts';
import { qualifiedName, quoteIdentifier } from './identifiers.ts';
import { textLiteral } from './text-literal.ts';
import { KEY_COLLATION } from './unique-key.ts';

/** T-SQL that removes one row by its key, for a person with the right to. */
export function removeScript({ table, row, proofIndexes }: RowIdentity): string {
  const key = table.digestIndex >= 0 ? [table.digestIndex] : table.keyIndexes;
  const conditions = [...new Set([...key, ...proofIndexes])].flatMap((index) => {
    const column = table.columns[index];
    return column === undefined ? [] : [isEqual(column, row.values[index] ?? null)];
  });
  return `DELETE FROM ${qualifiedName(table)}\nWHERE ${conditions.join('\n  AND ')};`;
}

/** T-SQL that gives a user the right to remove rows. */
export function grantDeleteScript(table: RowIdentity['table'], user: string): string {
  return `GRANT DELETE ON ${qualifiedName(table)} TO ${quoteIdentifier(user)};`;
}

function isEqual({ name, type }: Column, value: Value): string {
  const column = quoteIdentifier(name);
  if (value === null) {
    return `${column} IS NULL`;
  }
  if (typeof value === 'object') {
    return `${column} = 0x${Buffer.from(value).toString('hex').toUpperCase()}`;
  }
  if (typeof value === 'boolean') {
    return `${column} = ${Number(value)}`;
  }
  if (typeof value !== 'string') {
    return `${column} = ${value}`;
  }
  switch (type.kind) {
    case 'datetime2':
      return `${column} = CONVERT(datetime2(${type.scale}), N'${value.replace(/Z$/, '')}', 126)`;
    case 'datetime':
      return `${column} = CONVERT(datetime, N'${value.replace(/Z$/, '')}', 126)`;
    case 'uniqueidentifier':
      return `${column} = ${textLiteral(value)}`;
    default:
      return `${column} = ${textLiteral(value)} COLLATE ${KEY_COLLATION}`;
  }
}
