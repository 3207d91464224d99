import type { Table } from '../../src/mapping/table.ts';
import type { WriterTimes } from '../../src/store/mssql/mandator-writer.ts';
import { openMssqlStore, type MssqlMandator } from '../../src/store/mssql/mssql-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createKeptLog, type KeptLog } from './kept-log.ts';
import type { MssqlUnderTest } from './mssql.ts';

export interface TestStoreOptions {
  /** `PROD` on the server under test unless given. */
  readonly mandators?: readonly MssqlMandator[];
  readonly writeTimeoutMs?: number;
  readonly closeTimeoutMs?: number;
  readonly times?: Partial<WriterTimes>;
  readonly log?: KeptLog;
}

/** The store under test, with its usual times. */
export function openTestStore(
  mssql: MssqlUnderTest,
  table: Table,
  options: TestStoreOptions = {},
): Promise<Store> {
  return openMssqlStore({
    table,
    mandators: [{ name: 'PROD', config: mssql.config }],
    log: createKeptLog(),
    writeTimeoutMs: 10_000,
    closeTimeoutMs: 10_000,
    ...options,
  });
}
