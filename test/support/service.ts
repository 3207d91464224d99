import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { DatabaseSync } from 'node:sqlite';
import { loadSettings } from '../../src/config/settings.ts';
import { createLogger } from '../../src/log.ts';
import { startService } from '../../src/service.ts';
import { EMBEDDED_STORE_FILE } from '../../src/store/sqlite/store-file.ts';

/** The endpoint's path as ROOMS registers it. */
export const ENDPOINT = '/Webservices/SyncNotification.svc';

/** A row of a table, by column. */
export type TableRow = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

/** A line of the log, by field. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A service that runs in this process, on a port and in a folder of its own. */
export interface TestService {
  readonly port: number;
  /** Where it listens: the path of a socket where `PORT` names one. */
  readonly address: string;
  /** `http://127.0.0.1:51234/Webservices/SyncNotification.svc` */
  readonly url: string;
  readonly dataDir: string;
  /** Where administrators are answered, `http://127.0.0.1:51235`; null now, or at all where `SYNC_ADMIN_PORT` is not set. */
  readonly adminAddress: string | null;
  /** The rows of a table of the embedded store, in the order they were added. */
  rows(table?: string): TableRow[];
  /** The lines that are in the log now; all of them only after `stop`. */
  lines(): LogLine[];
  /** The log as it is written. */
  logText(): string;
  /** Stops the service and removes its folder. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the real service with the embedded store.
 * @param env settings, over those that a test needs: a free port, a folder of its own, every line logged
 */
export async function startTestService({
  env = {},
}: { env?: Readonly<Record<string, string>> } = {}): Promise<TestService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sync-notification-test-'));
  const settings = loadSettings({
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      SYNC_ADMIN_PORT: 'off',
      SYNC_DATA_DIR: dataDir,
      SYNC_LOG_LEVEL: 'debug',
      ...env,
    },
    cwd: dataDir,
  });
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  const log = createLogger({ level: settings.logLevel, format: settings.logFormat, stream });
  const service = await startService(settings, log).catch(async (error: unknown) => {
    await log.close();
    await rm(dataDir, { recursive: true });
    throw error;
  });
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    await service.stop();
    await log.close();
    await rm(dataDir, { recursive: true });
  };
  return {
    port: service.port ?? 0,
    address: service.address,
    url: `http://127.0.0.1:${String(service.port)}${ENDPOINT}`,
    dataDir,
    get adminAddress() {
      return service.adminAddress;
    },
    rows: (table) => readRows(join(dataDir, EMBEDDED_STORE_FILE), table),
    lines: () =>
      chunks
        .join('')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as LogLine),
    logText: () => chunks.join(''),
    stop: () => (stopped ??= stop()),
  };
}

/** Reads a table of an embedded store's file, which may be open elsewhere. */
export function readRows(file: string, table = 'SyncNotification'): TableRow[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database
      .prepare(`SELECT * FROM "${table}" ORDER BY rowid`)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}
