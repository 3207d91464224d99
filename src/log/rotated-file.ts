import { close, open, write } from 'node:fs';
import { join } from 'node:path';
import DailyRotateFile from 'winston-daily-rotate-file';

/** One file a day, or several where they grow large. */
export interface RotatedFile {
  /**
   * Appends text; one at a time. Calls back, never before it returns, when the operating system has taken all of it,
   * or with the reason why not and whether it has taken a part. Nothing can be written after that.
   */
  write(text: string, done: (error: Error | null, isCut: boolean) => void): void;
  /** Whether the operating system has been given what is being written. */
  hasBegun(): boolean;
  close(): void;
}

export interface RotatedFileOptions {
  readonly folder: string;
  /** About the size of one file, in bytes. */
  readonly maxBytes: number;
  /** Called for each file that is begun, with its path. */
  readonly onFile: (path: string) => void;
}

/** Where winston's transports look for the finished line. */
const MESSAGE: unique symbol = Symbol.for('message');

/**
 * Opens the file of the day, by UTC as the times in its lines. Several processes may write to it at once: it is opened
 * for appending, and each text goes out in one call, so that no line stands within another one's.
 *
 * What the library offers besides is left alone: its list of files to remove (`maxFiles`) is one file that processes
 * would write over each other, and once it is damaged nothing is ever removed.
 * @throws Error where the folder cannot be made or read
 */
export function openRotatedFile({ folder, maxBytes, onFile }: RotatedFileOptions): RotatedFile {
  let waiting: { left: number; hasBegun: boolean; end: (error: Error | null) => void } | null = null;
  let broken: Error | null = null;
  const end = (error: Error | null): void => {
    broken ??= error;
    const ended = waiting;
    waiting = null;
    setImmediate(() => ended?.end(error));
  };
  const transport = new DailyRotateFile({
    dirname: folder,
    filename: 'sync-notification-%DATE%',
    extension: '.log',
    datePattern: 'YYYY-MM-DD',
    utc: true,
    maxSize: maxBytes,
    eol: '',
    // Without a name the library makes one up from a hash of these options.
    auditFile: join(folder, 'unused.json'),
    options: {
      flags: 'a',
      mode: 0o640,
      // The library calls nobody back when a line was written.
      fs: {
        open,
        close,
        write: ((fd, buffer: Uint8Array, offset, length, position, called) => {
          if (waiting !== null) {
            waiting.hasBegun = true;
          }
          write(fd, buffer, offset, length, position, (error, bytes) => {
            called(error, bytes, buffer);
            if (error === null && waiting !== null) {
              waiting.left -= bytes;
              if (waiting.left <= 0) {
                end(null);
              }
            }
          });
        }) satisfies WriteBytes,
      },
    },
  });
  transport.on('new', onFile);
  // The library leaves these unheard, which would end the process.
  transport.logStream.on('error', end);
  transport.on('error', end);

  return {
    write(text, done) {
      const all = Buffer.byteLength(text);
      const began = {
        left: all,
        hasBegun: false,
        end: (error: Error | null) => done(error, began.left < all),
      };
      waiting = began;
      if (broken !== null) {
        end(broken);
        return;
      }
      try {
        transport.log?.({ [MESSAGE]: text }, () => undefined);
      } catch (error) {
        end(error instanceof Error ? error : new Error(String(error)));
      }
    },
    hasBegun: () => waiting?.hasBegun === true,
    close: () => transport.close?.(),
  };
}

type WriteBytes = (
  fd: number,
  buffer: Uint8Array,
  offset: number | null | undefined,
  length: number | null | undefined,
  position: number | null | undefined,
  called: (error: NodeJS.ErrnoException | null, bytes: number, buffer: Uint8Array) => void,
) => void;
