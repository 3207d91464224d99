import type { Table } from '../../mapping/table.ts';

/** `[a]]b]`: identifiers are the mapping's and may be anything. */
export function quoteIdentifier(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

/** The table as statements name it: `[dbo].[SyncNotification]`, or without a schema the login's default one. */
export function qualifiedName(table: Pick<Table, 'schema' | 'name'>): string {
  const name = quoteIdentifier(table.name);
  return table.schema === null ? name : `${quoteIdentifier(table.schema)}.${name}`;
}
