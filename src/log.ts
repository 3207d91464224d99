import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { styleText } from 'node:util';
import winston from 'winston';
import Transport from 'winston-transport';
import type { Fields, LogRecord } from './log/format-line.ts';
import { jsonLine, textLine } from './log/format-line.ts';
import { createLineWriter } from './log/line-writer.ts';
import type { LogSink } from './log/sink.ts';

/** Least important level that is logged, most important first. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What the rooms log through. Fields are data, messages are fixed sentences: put no values into messages. */
export interface Logger {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

/** How much is logged, while the service runs. */
export interface LevelSwitch {
  level(): LogLevel;
  /** Holds for what is logged from now on. The change itself is logged, whatever the levels are. */
  setLevel(level: LogLevel): void;
}

/** The logger as its owner has it. */
export interface ClosableLogger extends Logger, LevelSwitch {
  /** Writes what is waiting and lets go of the stream, which stays open. Idempotent. */
  close(): Promise<void>;
}

export interface LoggerOptions {
  readonly level: LogLevel;
  /** One JSON object a line, or readable lines. */
  readonly format: 'json' | 'text';
  /** Standard output unless given. */
  readonly stream?: Writable;
  /** The log file: gets the same lines as the stream. */
  readonly file?: LogSink | null;
  /** Whether the file gets the lines instead of the stream. */
  readonly onlyToFile?: boolean;
  /** The event log: gets every record, whatever its level, and chooses by itself. */
  readonly events?: LogSink | null;
}

const LEVELS: Readonly<Record<LogLevel, number>> = { error: 0, warn: 1, info: 2, debug: 3 };
const COLOURS = { error: 'red', warn: 'yellow', info: 'green', debug: 'gray' } as const;

/** Where winston and its transports look for the finished line. */
const MESSAGE: unique symbol = Symbol.for('message');

/** What travels through winston. */
interface Info extends winston.LogEntry {
  readonly record: LogRecord;
  readonly [MESSAGE]?: string;
}

/** Streams whose errors are taken care of. */
const guarded = new WeakSet<Writable>();

/**
 * Makes the logger: winston, writing one line a record. No value can break out of its line, secrets are hidden,
 * long values are cut, and the stacks of errors are shown at level `debug` only.
 */
export function createLogger(options: LoggerOptions): ClosableLogger {
  const { format, stream = process.stdout, file = null, events = null, onlyToFile = false } = options;
  let { level } = options;
  const labels = format === 'text' ? colouredLabels(stream) : null;
  const lineOf = (record: LogRecord, isPlain = false): string => {
    const withStacks = level === 'debug';
    return format === 'json'
      ? jsonLine(record, withStacks)
      : textLine(record, withStacks, (isPlain ? null : labels)?.[record.level] ?? plainLabel(record.level));
  };
  const writer = createLineWriter(stream, (count) =>
    lineOf({ time: Date.now(), level: 'warn', message: 'log lines were dropped', fields: { count } }),
  );
  const take = (info: Info): void => {
    const line = String(info[MESSAGE]);
    file?.add(info.record, labels === null ? line : lineOf(info.record, true));
    if (file === null || !onlyToFile) {
      writer.add(line);
    }
  };
  const transport = new Transport({
    log: (info: Info, next) => {
      take(info);
      next();
    },
  });
  const logger = winston.createLogger({
    levels: { ...LEVELS },
    level: 'debug',
    format: winston.format((info) => {
      info[MESSAGE] = lineOf((info as unknown as Info).record);
      return info;
    })(),
  });
  logger.pipe(transport);
  const flushAtExit = () => {
    drain(logger, take);
    writer.flush();
    file?.flush();
    events?.flush();
  };
  let closed: Promise<void> | undefined;
  guard(stream);
  process.on('exit', flushAtExit);

  const write = (record: LogRecord & { level: LogLevel }): void => {
    const info: Info = { level: record.level, message: record.message, record };
    logger.log(info);
  };
  const log = (lineLevel: LogLevel, message: string, fields: Fields | undefined) => {
    const isWritten = LEVELS[lineLevel] <= LEVELS[level];
    if (closed === undefined && (isWritten || events !== null)) {
      const record = { time: Date.now(), level: lineLevel, message, fields };
      events?.add(record, '');
      if (isWritten) {
        write(record);
      }
    }
  };
  const close = async () => {
    logger.end();
    await finished(transport);
    writer.flush();
    await events?.close();
    await file?.close();
    process.off('exit', flushAtExit);
  };

  return {
    debug: (message, fields) => log('debug', message, fields),
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
    level: () => level,
    setLevel(next) {
      if (next !== level && closed === undefined) {
        const fields = { from: level, to: next };
        level = next;
        write({ time: Date.now(), level: 'info', message: 'log level changed', fields });
      }
    },
    close: () => (closed ??= close()),
  };
}

/** Takes over what winston still holds: its stream begins to flow a tick after it was made. */
function drain(logger: winston.Logger, take: (info: Info) => void): void {
  for (let info: unknown = logger.read(); info !== null; info = logger.read()) {
    take(info as Info);
  }
}

function plainLabel(level: string): string {
  return level.toUpperCase().padEnd(5);
}

function colouredLabels(stream: Writable): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(COLOURS).map(([level, colour]) => [
      level,
      styleText(colour, plainLabel(level), { stream }),
    ]),
  );
}

/** A reader of standard output that goes away (EPIPE) must not end the service. */
function guard(stream: Writable): void {
  if (!guarded.has(stream)) {
    guarded.add(stream);
    stream.on('error', () => undefined);
  }
}
