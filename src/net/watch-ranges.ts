import { statSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Logger } from '../log.ts';
import type { Clock } from '../store/clock.ts';
import type { Network } from './network.ts';
import { readRangesInForce, readSavedRanges, type RangesInForce } from './ranges-file.ts';
import { compareRanges } from './ranges.ts';

/** The list in force, kept up to date. */
export interface WatchedRanges {
  networks(): readonly Network[];
  inForce(): RangesInForce;
  close(): void;
}

/** How often the file is looked at, in milliseconds. Events of file systems do not come from shares and mounts. */
const EVERY_MS = 2000;

/**
 * Reads the list and reads it again whenever its file changes. A file that holds no list leaves the one in force as
 * it is, and is reported once.
 */
export function watchRanges({
  file,
  log,
  clock,
}: {
  readonly file: string;
  readonly log: Logger;
  readonly clock: Clock;
}): WatchedRanges {
  // Before the file is read: a change in between is found at the first look.
  let seen = signatureOf(statSync(file, { throwIfNoEntry: false }));
  let inForce = readRangesInForce(file);
  if (inForce.problem !== null) {
    log.error('the list of Exchange Online is not read; the built-in one counts', {
      reason: inForce.problem,
    });
  }
  log.info('the name exchange-online stands for a list of networks', {
    retrieved: inForce.ranges.retrieved,
    from: inForce.from,
    networks: inForce.ranges.networks.length,
  });
  const reload = (): void => {
    try {
      readSavedRanges(file);
    } catch (error) {
      log.error('the list of Exchange Online is not read; the one before stays in force', { error });
      return;
    }
    const next = readRangesInForce(file);
    const { added, removed } = compareRanges(inForce.ranges, next.ranges);
    inForce = next;
    if (added.length + removed.length > 0) {
      log.info('the list of Exchange Online was read again', {
        retrieved: next.ranges.retrieved,
        from: next.from,
        added,
        removed,
      });
    }
  };
  const look = async (): Promise<void> => {
    const now = signatureOf(await stat(file).catch(() => undefined));
    if (isClosed) {
      return;
    }
    if (now !== seen) {
      seen = now;
      reload();
    }
    cancel = clock.after(EVERY_MS, () => void look());
  };
  let isClosed = false;
  let cancel = clock.after(EVERY_MS, () => void look());
  return {
    networks: () => inForce.ranges.networks,
    inForce: () => inForce,
    close() {
      isClosed = true;
      cancel();
    },
  };
}

/** What changes with a file; empty where there is none. */
function signatureOf(stats: Stats | undefined): string {
  return stats === undefined ? '' : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}
