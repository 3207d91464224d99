import type { LevelSwitch, Logger, LogLevel } from '../log.ts';
import type { Fields } from './format-line.ts';

/** A logger that owes a line now and then. */
export interface BoundedLog extends Logger, LevelSwitch {
  /** Writes the counts that are waiting. Idempotent. */
  close(): void;
}

export interface BoundedLogOptions {
  /** Messages that there are as many of as there are requests that went well. */
  readonly unbounded: ReadonlySet<string>;
  /** Lines of one kind in a window. */
  readonly most?: number;
  readonly windowMs?: number;
}

interface Window {
  readonly level: LogLevel;
  readonly message: string;
  fields: Fields;
  lines: number;
  leftOut: number;
  readonly timer: NodeJS.Timeout;
}

const MOST = 20;
const WINDOW_MS = 60_000;

/** Kinds told apart: messages and codes are fixed words, mandators are configured. */
const MOST_KINDS = 2000;

/**
 * Keeps an outage from filling the log: of lines with the same message, code and mandator, twenty a minute are
 * written, and what follows becomes one line at the end of the minute, with the last one's fields and how many there
 * were. Lines for debugging are all written.
 */
export function createBoundedLog(log: Logger & LevelSwitch, options: BoundedLogOptions): BoundedLog {
  const { unbounded, most = MOST, windowMs = WINDOW_MS } = options;
  const windows = new Map<string, Window>();
  const end = (key: string): void => {
    const window = windows.get(key);
    windows.delete(key);
    if (window !== undefined && window.leftOut > 0) {
      const { level, message, fields, leftOut } = window;
      log[level](message, { ...fields, times: leftOut, withinSeconds: Math.ceil(windowMs / 1000) });
    }
  };
  const write = (level: LogLevel, message: string, fields: Fields = {}): void => {
    const key = [level, message, fields['code'], fields['mandator']].map(String).join('\n');
    let window = windows.get(key);
    if (unbounded.has(message) || (window === undefined && windows.size >= MOST_KINDS)) {
      log[level](message, fields);
      return;
    }
    if (window === undefined) {
      const timer = setTimeout(() => end(key), windowMs).unref();
      window = { level, message, fields, lines: 0, leftOut: 0, timer };
      windows.set(key, window);
    }
    if (window.lines < most) {
      window.lines += 1;
      log[level](message, fields);
    } else {
      window.leftOut += 1;
      window.fields = fields;
    }
  };
  return {
    debug: (message, fields) => log.debug(message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
    level: () => log.level(),
    setLevel: (level) => log.setLevel(level),
    close() {
      for (const [key, { timer }] of windows) {
        clearTimeout(timer);
        end(key);
      }
    },
  };
}
