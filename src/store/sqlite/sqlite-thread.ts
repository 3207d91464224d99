import { workerData } from 'node:worker_threads';
import type { Table } from '../../mapping/table.ts';
import { serveDatabase } from './serve-database.ts';
import { openSqliteWriter } from './sqlite-writer.ts';

/** What the thread is started with. */
export interface SqliteThreadData {
  readonly file: string;
  readonly table: Table;
}

/* The entry of the thread that owns the connection to the embedded database. */
const { file, table } = workerData as SqliteThreadData;

serveDatabase(() => openSqliteWriter(file, table));
