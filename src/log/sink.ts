import type { LogRecord } from './format-line.ts';

/** Something that takes log lines besides standard output. Nothing in it throws or waits. */
export interface LogSink {
  /** @param line the record as it is written elsewhere, without colours */
  add(record: LogRecord, line: string): void;
  /** Whether lines arrive where they are meant to be read, as far as is known now. */
  isWell(): boolean;
  /** Writes what is waiting at once: the process ends. */
  flush(): void;
  /** Writes what is waiting. Idempotent, never rejects. */
  close(): Promise<void>;
}
