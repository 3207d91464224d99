import type { LogRecord } from './format-line.ts';

/** Something that takes log lines besides standard output. Nothing in it throws or waits. */
export interface LogSink {
  /** @param line the record as it is written elsewhere, without colours; empty where it is written nowhere */
  add(record: LogRecord, line: string): void;
  /** Writes what is waiting at once: the process ends. */
  flush(): void;
  /** Writes what is waiting, within a few seconds. Idempotent, never rejects. */
  close(): Promise<void>;
}
