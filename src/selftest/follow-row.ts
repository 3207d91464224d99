import { setTimeout as sleep } from 'node:timers/promises';
import { grantDeleteScript, removeScript } from '../store/mssql/remove-script.ts';
import type { RowIdentity, SingleRow } from '../store/single-row.ts';
import { StoreError } from '../store/store-error.ts';
import type { Judgement } from './judge-post.ts';
import type { SelftestStepName } from './step.ts';
import { waitInSpool, type SpoolFate } from './wait-in-spool.ts';

/** Where the row of a test message has to be looked for. */
export interface RowPlaces {
  readonly mandator: string;
  readonly identity: RowIdentity;
  /** The table as it is named to people. */
  readonly table: string;
  /** Connects to the table. @throws StoreError */
  readonly open: () => Promise<SingleRow>;
  /** Path of the spool's file; null where rows go to the embedded store. */
  readonly spoolFile: string | null;
}

export interface FollowOptions extends RowPlaces {
  /** Whether the reply says that the message is stored. */
  readonly isAccepted: boolean;
  /** Whether it may be stored yet: nobody knows what became of it. */
  readonly isPending: boolean;
  /** How long the spool, or a message without a reply, is waited for, in milliseconds. */
  readonly patienceMs: number;
  readonly record: (step: SelftestStepName, judgement: Judgement, sql?: string | null) => void;
}

/** How often the table is looked at for a message without a reply, in milliseconds. */
const LOOK_EVERY_MS = 250;

/** SQL Server: the right is not granted. */
const NOT_GRANTED = '229';

/**
 * Follows a test message's row from the spool to the table, and removes it. Where the reply did not say that it is
 * stored, steps are only told where there is a row all the same. Never rejects.
 */
export async function followRow(options: FollowOptions): Promise<void> {
  const { isAccepted, isPending, table, record } = options;
  const spooled = await lookIntoSpool(options);
  let row: SingleRow | null = null;
  try {
    row = await options.open();
    if (await findAndRemove(row, options, isPending || spooled?.mayStillCome === true)) {
      return;
    }
    if (isAccepted) {
      const isDropped = spooled?.isDropped === true;
      record('table', {
        result: isDropped ? 'ok' : 'warn',
        code: isDropped ? 'reachable' : 'row_gone',
        values: { table },
      });
    } else if (isPending) {
      // By now the service has given up on the database.
      const late = await lookIntoSpool(options);
      await findAndRemove(row, options, late?.mayStillCome === true);
    }
  } catch (error) {
    if (isAccepted) {
      const code = error instanceof StoreError && error.code === 'NO_FILE' ? 'no_file' : 'database';
      record('table', { result: 'fail', code, values: { table, reason: reasonOf(error) } });
    }
  } finally {
    row?.close();
  }
}

async function lookIntoSpool(options: FollowOptions): Promise<SpoolFate | null> {
  const { isAccepted, spoolFile, mandator, identity, patienceMs, record } = options;
  if (spoolFile === null) {
    return null;
  }
  const fate = await waitInSpool({ file: spoolFile, mandator, rowKey: identity.row.key, patienceMs });
  if (isAccepted || fate.wasThere) {
    record('spool', fate.judgement);
  }
  return fate;
}

/** @returns whether there was a row; it is removed then, as far as that can be done */
async function findAndRemove(row: SingleRow, options: FollowOptions, isWaitedFor: boolean): Promise<boolean> {
  const { isAccepted, table, patienceMs, record } = options;
  const count = await countWithin(row, isWaitedFor ? patienceMs : 0);
  if (count === 0) {
    return false;
  }
  record('table', {
    result: isAccepted ? 'ok' : 'warn',
    code: isAccepted ? 'row_found' : 'row_without_reply',
    values: { table, rows: count },
  });
  await remove(row, options);
  return true;
}

async function countWithin(row: SingleRow, patienceMs: number): Promise<number> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const count = await row.count();
    if (count > 0 || performance.now() >= end) {
      return count;
    }
    await sleep(LOOK_EVERY_MS);
  }
}

async function remove(row: SingleRow, { table, identity, spoolFile, record }: FollowOptions): Promise<void> {
  const values = { table, key: identity.row.key };
  // The embedded store's table is removed from in SQLite's words, and by nobody but us.
  const script = spoolFile === null ? null : removeScript(identity);
  try {
    const { found, isRemoved } = await row.remove();
    if (isRemoved) {
      record('remove', { result: 'ok', code: 'removed', values });
    } else if (found === 0) {
      record('remove', { result: 'ok', code: 'taken', values });
    } else {
      record('remove', { result: 'warn', code: 'several', values: { ...values, rows: found } }, script);
    }
  } catch (error) {
    const isDenied = error instanceof StoreError && error.code === NOT_GRANTED;
    const user = isDenied ? await row.user().catch(() => null) : null;
    const code = isDenied ? 'no_right' : 'remove_failed';
    const grant = user === null ? null : grantDeleteScript(identity.table, user);
    record(
      'remove',
      { result: 'warn', code, values: { ...values, reason: reasonOf(error), user, grant } },
      script,
    );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
