import { Writable } from 'node:stream';
import { createLogger, type LoggerOptions } from '../../src/log.ts';

/** A stream that keeps what is written to it. */
export class Sink extends Writable {
  readonly chunks: string[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk.toString());
    done();
  }

  get lines(): string[] {
    return this.chunks.join('').split('\n').slice(0, -1);
  }
}

/** The lines of a logger that was used and closed. */
export async function logged(
  use: (log: ReturnType<typeof createLogger>) => void,
  options: Partial<LoggerOptions> = {},
): Promise<string[]> {
  const stream = new Sink();
  const log = createLogger({ level: 'info', format: 'json', stream, ...options });
  use(log);
  await log.close();
  return stream.lines;
}
