import { EventEmitter } from 'node:events';
import type { Logger } from '../../src/log.ts';

/** A logger that keeps its lines: `warn database does not take rows`. */
export interface KeptLog extends Logger {
  readonly lines: readonly KeptLine[];
  /** Waits for a line with this message that comes from now on. */
  next(message: string): Promise<KeptLine>;
}

export interface KeptLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function createKeptLog(): KeptLog {
  const lines: KeptLine[] = [];
  const added = new EventEmitter();
  const at =
    (level: string): Logger['info'] =>
    (message, fields = {}) => {
      const line = { level, message, fields };
      lines.push(line);
      added.emit(message, line);
    };
  return {
    lines,
    next: (message) => new Promise((resolve) => added.once(message, resolve)),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}
