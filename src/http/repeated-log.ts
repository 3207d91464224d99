import { createLineWindows } from '../log/line-windows.ts';
import type { Logger } from '../log.ts';

/** Warnings that anybody on the internet can cause, so that a flood of them must not become a flood of lines. */
export interface RepeatedLog {
  /** @param code tells one kind from another; one of a few fixed words, since each has a timer of its own */
  warn(message: string, fields: Readonly<Record<string, unknown>> & { readonly code: string }): void;
  /** Writes the counts that are waiting. Idempotent. */
  close(): void;
}

/**
 * Logs the first of a kind at once, and what follows within the window in one line with its count and the last one's
 * fields.
 * @param windowMs milliseconds
 */
export function createRepeatedLog(log: Logger, windowMs = 60_000): RepeatedLog {
  const windows = createLineWindows(log, { most: 1, windowMs });
  return {
    warn: (message, fields) => windows.write('warn', message, fields),
    close: () => windows.close(),
  };
}
