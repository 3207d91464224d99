import { allTables } from '../catalog.ts';
import { isVisible } from '../access.ts';
import { INT, SYSNAME, sqlType, storageLength } from '../sql-type.ts';
import type { SqlType } from '../sql-type.ts';
import type { Table } from '../table.ts';
import type { SqlValue } from '../value.ts';
import { intArgument, textArgument } from './definition.ts';
import type { CallSite, FunctionTable } from './definition.ts';
import { databaseByName, tableByText } from './visible-table.ts';
import { databaseProperty, hasPermission, serverProperty } from './properties.ts';

const VARIANT: SqlType = sqlType('sql_variant');

function tableById(site: CallSite, id: number): Table | null {
  const { session } = site.context;
  return (
    allTables(session.database).find((table) => table.objectId === id && isVisible(session, table)) ?? null
  );
}

/** Functions that look into the catalog. */
export const METADATA_FUNCTIONS: FunctionTable = {
  OBJECT_ID: {
    min: 1,
    max: 2,
    type: INT,
    run: (values, site) => {
      const wanted = site.arguments.length === 2 ? textArgument(values, site, 1).trim().toUpperCase() : 'U';
      return wanted === 'U' ? (tableByText(textArgument(values, site, 0), site)?.objectId ?? null) : null;
    },
  },
  OBJECT_NAME: {
    min: 1,
    max: 1,
    type: SYSNAME,
    run: (values, site) => tableById(site, intArgument(values, site, 0))?.name ?? null,
  },
  OBJECT_SCHEMA_NAME: {
    min: 1,
    max: 1,
    type: SYSNAME,
    run: (values, site) => tableById(site, intArgument(values, site, 0))?.schema.name ?? null,
  },
  SCHEMA_ID: {
    min: 0,
    max: 1,
    type: INT,
    run: (values, site) => {
      const name = site.arguments.length === 0 ? 'dbo' : textArgument(values, site, 0);
      return site.context.session.database.schemas.get(name.toLowerCase())?.id ?? null;
    },
  },
  SCHEMA_NAME: {
    min: 0,
    max: 1,
    type: SYSNAME,
    run: (values, site) => {
      const id = site.arguments.length === 0 ? 1 : intArgument(values, site, 0);
      return (
        [...site.context.session.database.schemas.values()].find((schema) => schema.id === id)?.name ?? null
      );
    },
  },
  COL_LENGTH: {
    min: 2,
    max: 2,
    type: sqlType('smallint'),
    run: (values, site) => {
      const table = tableByText(textArgument(values, site, 0), site);
      const column = table?.columns[table.columnIndex(textArgument(values, site, 1))];
      return column === undefined ? null : storageLength(column.type);
    },
  },
  COLUMNPROPERTY: { min: 3, max: 3, type: INT, run: columnProperty },
  DB_NAME: {
    min: 0,
    max: 1,
    type: SYSNAME,
    run: (values, site) => {
      const { session } = site.context;
      const id = site.arguments.length === 0 ? session.database.id : intArgument(values, site, 0);
      return [...session.instance.databases.values()].find((database) => database.id === id)?.name ?? null;
    },
  },
  DB_ID: {
    min: 0,
    max: 1,
    type: sqlType('smallint'),
    run: (values, site) => {
      const { session } = site.context;
      const name = site.arguments.length === 0 ? '' : textArgument(values, site, 0);
      return databaseByName(name, session.database, session.instance.databases)?.id ?? null;
    },
  },
  HAS_DBACCESS: {
    min: 1,
    max: 1,
    type: INT,
    run: (values, site) => {
      const { login, instance } = site.context.session;
      const name = textArgument(values, site, 0).toLowerCase();
      return instance.databases.has(name) ? Number(login.databases?.has(name) ?? true) : null;
    },
  },
  HAS_PERMS_BY_NAME: { min: 3, max: 3, takesNull: true, type: INT, run: hasPermission },
  SERVERPROPERTY: {
    min: 1,
    max: 1,
    type: VARIANT,
    run: (values, site) => serverProperty(textArgument(values, site, 0), site.context.session.instance),
  },
  DATABASEPROPERTYEX: {
    min: 2,
    max: 2,
    type: VARIANT,
    run: (values, site) => {
      const database = site.context.session.instance.databases.get(
        textArgument(values, site, 0).toLowerCase(),
      );
      return database === undefined ? null : databaseProperty(textArgument(values, site, 1), database);
    },
  },
};

function columnProperty(values: readonly SqlValue[], site: CallSite): SqlValue {
  const table = tableById(site, intArgument(values, site, 0));
  const column = table?.columns[table.columnIndex(textArgument(values, site, 1))];
  if (table === null || column === undefined) {
    return null;
  }
  switch (textArgument(values, site, 2).toLowerCase()) {
    case 'allowsnull':
      return Number(column.nullable);
    case 'iscomputed':
      return Number(column.computed !== null);
    case 'isidentity':
      return Number(column.identity !== null);
    case 'columnid':
      return table.columns.indexOf(column) + 1;
    case 'charmaxlen':
    case 'precision':
      return column.type.length === 0 ? null : column.type.length;
    default:
      return null;
  }
}
