import type { BindContext, OutputColumn } from './bound.ts';
import type { Column } from './catalog.ts';
import type { Collation } from './collation.ts';
import type { Scope } from './scope.ts';

/** A table's columns as a query sees them. @param collation of the database, for what has none of its own */
export function asOutput(columns: readonly Column[], collation: Collation): OutputColumn[] {
  return columns.map((column) => ({
    name: column.name,
    type: column.type,
    label: { collation: column.collation ?? collation, strength: 'implicit' },
    nullable: column.nullable,
    identity: column.identity !== null,
  }));
}

/** A scope of one row of these columns, in a slot of its own. */
export function rowScope(
  columns: readonly Column[],
  alias: string,
  context: BindContext,
  qualifiedName: string | null = null,
): Scope & { readonly slot: number } {
  const slot = context.nextSlot++;
  const source = {
    slot,
    alias,
    qualifiedName,
    columns: asOutput(columns, context.session.database.collation),
    each: () => false,
  };
  return { slot, parent: null, sources: [source], groupedBy: null, aggregate: null };
}
