import type { Logger, LogLevel } from '../log.ts';
import type { Fields } from './format-line.ts';

/** Writes so many lines of a kind and counts the rest. */
export interface LineWindows {
  write(level: LogLevel, message: string, fields?: Fields): void;
  /** Writes the counts that are waiting. Idempotent. */
  close(): void;
}

interface Window {
  readonly level: LogLevel;
  readonly message: string;
  fields: Fields;
  lines: number;
  leftOut: number;
  readonly timer: NodeJS.Timeout;
}

/** Kinds told apart: messages and codes are fixed words, mandators are configured. */
const MOST_KINDS = 2000;

/**
 * Of lines with the same level, message, code and mandator, writes so many in a window; what follows becomes one line
 * at its end, with the last one's fields and how many there were.
 */
export function createLineWindows(
  log: Logger,
  { most, windowMs }: { readonly most: number; readonly windowMs: number },
): LineWindows {
  const windows = new Map<string, Window>();
  const end = (key: string): void => {
    const window = windows.get(key);
    windows.delete(key);
    if (window !== undefined && window.leftOut > 0) {
      const { level, message, fields, leftOut } = window;
      log[level](message, { ...fields, times: leftOut, withinSeconds: Math.ceil(windowMs / 1000) });
    }
  };
  return {
    write(level, message, fields = {}) {
      const key = [level, message, fields['code'], fields['mandator']].map(String).join('\n');
      let window = windows.get(key);
      if (window === undefined && windows.size >= MOST_KINDS) {
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
    },
    close() {
      for (const [key, { timer }] of windows) {
        clearTimeout(timer);
        end(key);
      }
    },
  };
}
