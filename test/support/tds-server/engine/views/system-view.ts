import { isVisible } from '../access.ts';
import { allTables } from '../catalog.ts';
import type { Database } from '../catalog.ts';
import { collationByName } from '../collation.ts';
import type { OutputColumn } from '../bound.ts';
import type { Session } from '../session.ts';
import type { SqlType } from '../sql-type.ts';
import type { Table } from '../table.ts';
import type { SqlRow } from '../value.ts';
import { INFORMATION_SCHEMA } from './information-schema.ts';
import { SYS_COLUMNS } from './sys-columns.ts';
import { SYS_OBJECTS } from './sys-objects.ts';

/** What a view can tell about. */
export interface ViewContext {
  readonly database: Database;
  readonly session: Session;
  /** The tables that the login may see. */
  readonly tables: readonly Table[];
}

/** A view of the catalog: only the columns listed are there, any other is error 207. */
export interface ViewDefinition {
  readonly columns: readonly (readonly [name: string, type: SqlType])[];
  readonly rows: (context: ViewContext) => SqlRow[];
}

const VIEWS: Readonly<Record<string, ViewDefinition>> = {
  ...INFORMATION_SCHEMA,
  ...SYS_COLUMNS,
  ...SYS_OBJECTS,
};

/** A view ready to be read, or null where the name is none's. Its rows are made anew at each reading. */
export function systemView(
  database: Database,
  schema: string,
  name: string,
  session: Session,
): { readonly columns: readonly OutputColumn[]; readonly rows: () => SqlRow[] } | null {
  const key = `${schema}.${name}`.toLowerCase();
  const view = Object.hasOwn(VIEWS, key) ? VIEWS[key] : undefined;
  if (view === undefined) {
    return null;
  }
  const collation = collationByName(database.collation.name);
  const columns = view.columns.map(([column, type]): OutputColumn => ({
    name: column,
    type,
    label: { collation, strength: 'implicit' },
    nullable: true,
    identity: false,
  }));
  return {
    columns,
    rows: () =>
      view.rows({
        database,
        session,
        tables: allTables(database).filter((table) => isVisible(session, table)),
      }),
  };
}
