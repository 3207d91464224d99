import type { LevelSwitch, Logger, LogLevel } from '../log.ts';
import type { Fields } from './format-line.ts';
import { createLineWindows } from './line-windows.ts';

/** A logger that owes a line now and then. */
export interface BoundedLog extends Logger, LevelSwitch {
  /** Writes the counts that are waiting. Idempotent. */
  close(): void;
}

export interface BoundedLogOptions {
  /** Messages of which every line is written, however many there are. */
  readonly unbounded: ReadonlySet<string>;
  /** Lines of one kind in a window. */
  readonly most?: number;
  readonly windowMs?: number;
}

const MOST = 20;
const WINDOW_MS = 60_000;

/**
 * Keeps an outage from filling the log: of lines with the same message, code and mandator, twenty a minute are
 * written, and what follows becomes one line at the end of the minute, with the last one's fields and how many there
 * were. Lines for debugging are all written.
 */
export function createBoundedLog(log: Logger & LevelSwitch, options: BoundedLogOptions): BoundedLog {
  const { unbounded, most = MOST, windowMs = WINDOW_MS } = options;
  const windows = createLineWindows(log, { most, windowMs });
  const write = (level: LogLevel, message: string, fields?: Fields): void => {
    if (unbounded.has(message)) {
      log[level](message, fields);
    } else {
      windows.write(level, message, fields);
    }
  };
  return {
    debug: (message, fields) => log.debug(message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
    level: () => log.level(),
    setLevel: (level) => log.setLevel(level),
    close: () => windows.close(),
  };
}
