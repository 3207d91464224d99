import { join } from 'node:path';
import type { Settings } from './config/settings.ts';
import { createRefusals, type Refusals } from './http/refusals.ts';
import type { Logger } from './log.ts';
import { createCallers, type Callers } from './net/callers.ts';
import { RANGES_FILE, type RangesInForce } from './net/ranges-file.ts';
import { watchRanges, type WatchedRanges } from './net/watch-ranges.ts';
import { systemClock } from './store/clock.ts';

/** What decides who may call, put together from the settings. */
export interface OpenedCallers {
  readonly callers: Callers;
  readonly refusals: Refusals;
  /** The list of Exchange Online in force; null where it does not count. */
  ranges(): RangesInForce | null;
  close(): Promise<void>;
}

/** Reads the ranges of Exchange Online where they are asked for, and goes on watching their file. */
export function openCallers(settings: Settings, log: Logger): OpenedCallers {
  const { allow, trustProxy, port, dataDir } = settings;
  const clock = systemClock;
  const refusals = createRefusals({ log, clock });
  const ranges: WatchedRanges | null = allow.includes('exchange-online')
    ? watchRanges({ file: join(dataDir, RANGES_FILE), log, clock })
    : null;
  const callers = createCallers({
    allow,
    trustProxy,
    isPipe: typeof port === 'string',
    exchangeOnline: () => ranges?.networks() ?? [],
  });
  return {
    callers,
    refusals,
    ranges: () => ranges?.inForce() ?? null,
    close() {
      ranges?.close();
      refusals.close();
      return Promise.resolve();
    },
  };
}
