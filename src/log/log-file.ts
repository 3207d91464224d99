import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createLineWriter } from './line-writer.ts';
import { removeOldLogFiles } from './old-log-files.ts';
import { openRotatedFile, type RotatedFile } from './rotated-file.ts';
import type { LogSink } from './sink.ts';

/** The log file, and where it is. */
export interface LogFile extends LogSink {
  /** Path of the file that is written to; of the one that would be, where none is. */
  path(): string;
}

/** What becomes of the log file, for whoever reads the log elsewhere. */
export type LogFileReport =
  | { readonly kind: 'failed'; readonly error: Error }
  /** It is written again; so many lines are missing in it. */
  | { readonly kind: 'back'; readonly lines: number; readonly seconds: number };

export interface LogFileOptions {
  readonly folder: string;
  /** About the size of one file, in bytes. */
  readonly maxBytes: number;
  readonly keepDays: number;
  /** All files together, in bytes. */
  readonly maxTotalBytes: number;
  /** The line that tells how many were dropped. */
  readonly droppedLine: (count: number) => string;
  readonly report: (report: LogFileReport) => void;
  /** Takes lines that the file did not take. */
  readonly instead?: (text: string) => void;
  /** Milliseconds after a failure before the file is tried again. */
  readonly retryMs?: number;
  readonly now?: () => number;
}

const RETRY_MS = 30_000;

/** How long a close waits for a disk. */
const CLOSE_MS = 3000;

/**
 * Writes lines to a file a day and removes old ones. Whatever happens to the disk happens to the file alone: lines wait
 * in memory up to a bound, are dropped beyond it, and go missing while the file cannot be written.
 */
export function createLogFile(options: LogFileOptions): LogFile {
  const { folder, report, instead, retryMs = RETRY_MS, now = Date.now } = options;
  const queue: string[] = [];
  let held = 0;
  let file: RotatedFile | null = null;
  let path: string | null = null;
  let current: string | null = null;
  let failed: { since: number; at: number; lines: number } | null = null;
  let isCut = false;
  let idle: (() => void) | null = null;

  const today = (): string => new Date(now()).toISOString().slice(0, 10);
  const pathNow = (): string => path ?? join(folder, `sync-notification-${today()}.log`);
  const onFile = (begun: string): void => {
    if (path !== begun) {
      path = begun;
      const keep = { folder, days: options.keepDays, maxBytes: options.maxTotalBytes };
      void removeOldLogFiles(keep, today());
    }
  };
  const lose = (text: string): void => {
    if (failed !== null) {
      failed.lines += text.split('\n').length - 1;
    }
    instead?.(text);
  };
  const fail = (error: Error): void => {
    const isNew = failed === null;
    failed = { since: now(), lines: 0, ...failed, at: now() };
    file?.close();
    file = null;
    path = null;
    lose([current, ...queue.splice(0)].join(''));
    current = null;
    held = 0;
    if (isNew) {
      report({ kind: 'failed', error });
    }
  };
  const succeed = (written: string): void => {
    held -= written.length;
    current = null;
    isCut = false;
    if (failed !== null) {
      const { lines, since } = failed;
      failed = null;
      report({ kind: 'back', lines, seconds: Math.round((now() - since) / 100) / 10 });
    }
  };
  const pump = (): void => {
    const text = current === null ? queue.shift() : undefined;
    if (text === undefined) {
      if (current === null) {
        idle?.();
      }
      return;
    }
    current = text;
    try {
      file ??= openRotatedFile({ folder, maxBytes: options.maxBytes, onFile });
      // A disk that was full has kept the beginning of a line.
      file.write(isCut ? `\n${text}` : text, (error, isPart) => {
        if (error === null) {
          succeed(text);
        } else {
          isCut ||= isPart;
          fail(error);
        }
        pump();
      });
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
      pump();
    }
  };
  const writer = createLineWriter(
    {
      get writableLength() {
        return held;
      },
      write(text) {
        if (failed !== null && now() - failed.at < retryMs && current === null) {
          lose(text);
          return;
        }
        queue.push(text);
        held += text.length;
        pump();
      },
    },
    options.droppedLine,
  );
  const close = async (): Promise<void> => {
    writer.flush();
    if (current !== null) {
      const isIdle = new Promise<void>((resolve) => (idle = resolve));
      await Promise.race([isIdle, wait(CLOSE_MS, undefined, { ref: false })]);
    }
    file?.close();
  };
  let closed: Promise<void> | null = null;

  return {
    add: (_record, line) => writer.add(line),
    path: pathNow,
    flush() {
      writer.flush();
      const rest = [file?.hasBegun() === true ? null : current, ...queue.splice(0)].join('');
      if (rest !== '') {
        try {
          mkdirSync(folder, { recursive: true });
          appendFileSync(pathNow(), rest, { mode: 0o640 });
        } catch {
          lose(rest);
        }
      }
    },
    close: () => (closed ??= close()),
  };
}
