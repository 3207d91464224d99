import type { Registry } from 'prom-client';
import type { SpoolStatus, StoreStatus } from '../../store/store.ts';
import { gaugedBy, secondsOf } from './gauged.ts';

const SPOOL_STATES = [
  'empty',
  'waiting',
  'emptying',
  'unavailable',
] as const satisfies readonly SpoolStatus['state'][];

/** Shows how the stores and the spool are at the moment of a scrape. */
export function showStores(
  register: Registry,
): (stores: readonly StoreStatus[], spoolMaxBytes: number | null) => void {
  const gauge = (name: string, help: string) => gaugedBy(register, name, help, ['mandator']);
  const up = gauge('database_up', 'Whether the database takes rows: 1, or 0 where it does not.');
  const waiting = gauge('waiting_rows', 'Rows that wait for their commit.');
  const lastCommit = gauge('last_commit_timestamp_seconds', 'When rows were last committed to the database.');
  const queued = gauge('spool_rows', 'Rows that wait in the spool.');
  const bytes = gauge('spool_row_bytes', 'Size of the rows that wait in the spool.');
  const age = gauge('spool_oldest_age_seconds', 'Age of the oldest row in the spool; 0 where it is empty.');
  const overdue = gauge(
    'spool_overdue',
    'Whether the oldest row is older than the setting spoolMaxAgeMs: 1 or 0.',
  );
  const setAside = gauge('set_aside_rows', 'Rows that the database refused for their own data.');
  const state = gaugedBy(register, 'spool_state', 'State of the spool: 1 for the one it is in, else 0.', [
    'mandator',
    'state',
  ]);
  const fileBytes = gaugedBy(register, 'spool_file_bytes', 'Size of the file of the spool.');
  const maxBytes = gaugedBy(
    register,
    'spool_max_bytes',
    'Size that the setting spoolMaxBytes allows the spool.',
  );
  const ofMandator = [up, waiting, lastCommit, queued, bytes, age, overdue, setAside];

  const showSpool = (mandator: string, spool: SpoolStatus, now: number): void => {
    queued.set({ mandator }, spool.queuedRows);
    bytes.set({ mandator }, spool.queuedBytes);
    age.set({ mandator }, spool.oldestAt === null ? 0 : Math.max(0, now - secondsOf(spool.oldestAt)));
    overdue.set({ mandator }, spool.overdue ? 1 : 0);
    setAside.set({ mandator }, spool.setAsideRows);
    SPOOL_STATES.forEach((each) => state.set({ mandator, state: each }, each === spool.state ? 1 : 0));
    fileBytes.set(spool.fileBytes);
  };
  return (stores, spoolMaxBytes) => {
    const now = secondsOf(new Date());
    [...ofMandator, state].forEach((each) => each.reset());
    for (const { mandator, state: isReady, waitingRows, lastCommitAt, spool } of stores) {
      up.set({ mandator }, isReady === 'ready' ? 1 : 0);
      waiting.set({ mandator }, waitingRows);
      if (lastCommitAt !== null) {
        lastCommit.set({ mandator }, secondsOf(lastCommitAt));
      }
      if (spool !== undefined) {
        showSpool(mandator, spool, now);
      }
    }
    if (spoolMaxBytes !== null) {
      maxBytes.set(spoolMaxBytes);
    }
  };
}
