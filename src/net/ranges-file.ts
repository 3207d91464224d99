import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { builtInRanges, formatRanges, parseRanges, type Ranges } from './ranges.ts';

/** Name of the file in the data folder. */
export const RANGES_FILE = 'exchange-online-ranges.json';

/** Microsoft changes the list every few months, and announces it 30 days ahead: an older one is worth a remark. */
export const RANGES_OLD_AFTER_DAYS = 180;

/** The list in force. */
export interface RangesInForce {
  readonly ranges: Ranges;
  readonly from: 'file' | 'built in';
  /** Why the file does not count, although there is one; null where it does or there is none. */
  readonly problem: string | null;
}

/**
 * The newer of the list that was saved and the one that comes with the product. A file that cannot be read does not
 * count: a service with last year's list serves, one that does not start loses notifications.
 */
export function readRangesInForce(file: string): RangesInForce {
  const builtIn = builtInRanges();
  let saved: Ranges | null;
  try {
    saved = readSavedRanges(file);
  } catch (error) {
    return {
      ranges: builtIn,
      from: 'built in',
      problem: error instanceof Error ? error.message : String(error),
    };
  }
  return saved !== null && saved.retrieved >= builtIn.retrieved
    ? { ranges: saved, from: 'file', problem: null }
    : { ranges: builtIn, from: 'built in', problem: null };
}

/**
 * Reads a list from a file; null where there is none.
 * @throws Error with a sentence where it holds no plausible list
 */
export function readSavedRanges(file: string): Ranges | null {
  try {
    const text = readFileSync(file, 'utf8');
    return parseRanges(JSON.parse(text.replace(/^\uFEFF/, '')), { retrieved: changedAt(file), source: file });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return null;
    }
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/**
 * Saves a list in one step, so that no reader sees half of it; what was in force before stays beside it as
 * `.previous`. The folder is made where there is none.
 */
export function saveRanges(file: string, ranges: Ranges, previous: Ranges): void {
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(`${file}.previous`, formatRanges(previous));
  writeWhole(file, formatRanges(ranges));
}

function writeWhole(file: string, text: string): void {
  const half = `${file}.${process.pid}.new`;
  try {
    writeFileSync(half, text, { flush: true });
    renameSync(half, file);
  } finally {
    rmSync(half, { force: true });
  }
}

function changedAt(file: string): string {
  return statSync(file).mtime.toISOString();
}
