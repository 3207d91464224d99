import type { Logger } from '../log.ts';

/** Warnings that anybody on the internet can cause, so that a flood of them must not become a flood of lines. */
export interface RepeatedLog {
  /** @param code tells one kind from another; one of a few fixed words, since each has a timer of its own */
  warn(message: string, fields: Readonly<Record<string, unknown>> & { readonly code: string }): void;
  /** Writes the counts that are waiting. Idempotent. */
  close(): void;
}

interface Window {
  readonly message: string;
  fields: Readonly<Record<string, unknown>>;
  times: number;
  readonly timer: NodeJS.Timeout;
}

/**
 * Logs the first of a kind at once, and what follows within the window in one line with its count and the last one's
 * fields.
 * @param windowMs milliseconds
 */
export function createRepeatedLog(log: Logger, windowMs = 60_000): RepeatedLog {
  const windows = new Map<string, Window>();
  const end = (key: string): void => {
    const window = windows.get(key);
    windows.delete(key);
    if (window !== undefined && window.times > 0) {
      const { message, fields, times } = window;
      log.warn(message, { ...fields, times, withinSeconds: Math.ceil(windowMs / 1000) });
    }
  };
  return {
    warn(message, fields) {
      const key = `${message}\n${fields.code}`;
      const window = windows.get(key);
      if (window !== undefined) {
        window.times += 1;
        window.fields = fields;
        return;
      }
      log.warn(message, fields);
      const timer = setTimeout(() => end(key), windowMs).unref();
      windows.set(key, { message, fields, times: 0, timer });
    },
    close() {
      for (const [key, { timer }] of windows) {
        clearTimeout(timer);
        end(key);
      }
    },
  };
}
