import type { Row, Table } from '../../src/mapping/table.ts';
import type { Store, WriteResult } from '../../src/store/store.ts';
import { createKeptLog, type KeptLog } from './kept-log.ts';
import { openTestServer, type TestServerUnderTest } from './mssql.ts';
import { openTestStore, type TestStoreOptions } from './mssql-store.ts';
import { defineTable, rowOf } from './rows.ts';

/** What a test of faults works with; each test has a table and a log of its own. */
export interface FaultyMssql {
  readonly mssql: TestServerUnderTest;
  table: Table;
  readonly log: KeptLog;
  /** The store that the test opened. */
  readonly store: Store;
  readonly open: (options?: TestStoreOptions) => Promise<void>;
  readonly row: (id: string) => Row;
  /** Rows with different ids, in their order. */
  readonly many: (count: number) => Row[];
  /** Ids that stand in the table, in the order of their identities. */
  readonly stored: () => Promise<unknown[]>;
  /** Levels, messages and codes of what was logged above debug. */
  readonly reported: () => string[];
}

/** Statements of the store, as faults match them. */
export const INSERT = /INSERT INTO/;

/** What a write was rejected with; null where it was not. */
export function failure(write: Promise<WriteResult>): Promise<unknown> {
  return write.then(
    () => null,
    (reason: unknown) => reason,
  );
}

/**
 * Gives the tests of this `describe` a test server. Faults are injected, so it is never the one of SYNC_TEST_MSSQL.
 */
export function useFaultyMssql(): FaultyMssql {
  let mssql: TestServerUnderTest | null = null;
  let table: Table | null = null;
  let store: Store | null = null;
  let log = createKeptLog();

  before(async () => {
    mssql = await openTestServer();
  });

  beforeEach(async () => {
    const name = await at.mssql.createTable(
      'Id int IDENTITY(1,1) NOT NULL PRIMARY KEY, ItemId nvarchar(100) NULL, EventKey binary(32) NOT NULL UNIQUE',
    );
    table = defineTable({ ItemId: 'nvarchar(100)' }, { name, digest: 'EventKey' });
    log = createKeptLog();
    store = null;
  });

  afterEach(async () => {
    at.mssql.server.faults.clear();
    at.mssql.server.resume();
    await store?.close();
    await at.mssql.dropTables();
  });

  after(() => at.mssql.close());

  const at: FaultyMssql = {
    get mssql() {
      return there(mssql);
    },
    get table() {
      return there(table);
    },
    set table(next) {
      table = next;
    },
    get store() {
      return there(store);
    },
    get log() {
      return log;
    },
    open: async (options = {}) => {
      store = await openTestStore(at.mssql, at.table, { log, ...options });
    },
    row: (id) => rowOf(at.table, id),
    many: (count) => Array.from({ length: count }, (_, index) => at.row(`item ${index}`)),
    stored: async () => {
      const rows = await at.mssql.run(`SELECT ItemId FROM dbo.[${at.table.name}] ORDER BY Id;`);
      return rows.map(({ ItemId }) => ItemId);
    },
    reported: () =>
      log.lines
        .filter(({ level }) => level !== 'debug')
        .map(({ level, message, fields }) =>
          `${level} ${message} ${typeof fields['code'] === 'string' ? fields['code'] : ''}`.trim(),
        ),
  };
  return at;
}

function there<T>(value: T | null): T {
  if (value === null) {
    throw new Error('it is not open yet');
  }
  return value;
}
