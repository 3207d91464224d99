import type { Logger } from '../../src/log.ts';

/** A logger that keeps its lines: `warn database does not take rows`. */
export interface KeptLog extends Logger {
  readonly lines: readonly KeptLine[];
}

export interface KeptLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function createKeptLog(): KeptLog {
  const lines: KeptLine[] = [];
  const at =
    (level: string): Logger['info'] =>
    (message, fields = {}) =>
      lines.push({ level, message, fields });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
