import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { styleText } from 'node:util';
import winston from 'winston';
import Transport from 'winston-transport';
import type { Fields, LogRecord } from './log/format-line.ts';
import { jsonLine, textLine } from './log/format-line.ts';
import type { LineWriter } from './log/line-writer.ts';
import { createLineWriter } from './log/line-writer.ts';

/** Least important level that is logged, most important first. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What the rooms log through. Fields are data, messages are fixed sentences: put no values into messages. */
export interface Logger {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

/** The logger as its owner has it. */
export interface ClosableLogger extends Logger {
  /** Writes what is waiting and lets go of the stream, which stays open. Idempotent. */
  close(): Promise<void>;
}

export interface LoggerOptions {
  readonly level: LogLevel;
  /** One JSON object a line, or readable lines. */
  readonly format: 'json' | 'text';
  /** Standard output unless given. */
  readonly stream?: Writable;
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
  const { level, format, stream = process.stdout } = options;
  const lineOf = formatter(format, level === 'debug', stream);
  const writer = createLineWriter(stream, (count) =>
    lineOf({ time: Date.now(), level: 'warn', message: 'log lines were dropped', fields: { count } }),
  );
  const transport = new Transport({
    log: (info: Info, next) => {
      writer.add(lineIn(info));
      next();
    },
  });
  const logger = winston.createLogger({
    levels: { ...LEVELS },
    level,
    format: winston.format((info) => {
      info[MESSAGE] = lineOf((info as unknown as Info).record);
      return info;
    })(),
  });
  logger.pipe(transport);
  const flushAtExit = () => {
    drain(logger, writer);
    writer.flush();
  };
  let closed: Promise<void> | undefined;
  guard(stream);
  process.on('exit', flushAtExit);

  const log = (lineLevel: LogLevel, message: string, fields: Fields | undefined) => {
    if (closed === undefined && LEVELS[lineLevel] <= LEVELS[level]) {
      const record = { time: Date.now(), level: lineLevel, message, fields };
      const info: Info = { level: lineLevel, message, record };
      logger.log(info);
    }
  };
  const close = async () => {
    logger.end();
    await finished(transport);
    writer.flush();
    process.off('exit', flushAtExit);
  };

  return {
    debug: (message, fields) => log('debug', message, fields),
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
    close: () => (closed ??= close()),
  };
}

/** Takes over what winston still holds: its stream begins to flow a tick after it was made. */
function drain(logger: winston.Logger, writer: LineWriter): void {
  for (let info: unknown = logger.read(); info !== null; info = logger.read()) {
    writer.add(lineIn(info as Info));
  }
}

function lineIn(info: Info): string {
  return String(info[MESSAGE]);
}

function formatter(
  format: 'json' | 'text',
  withStacks: boolean,
  stream: Writable,
): (record: LogRecord) => string {
  if (format === 'json') {
    return (record) => jsonLine(record, withStacks);
  }
  const labels = Object.fromEntries(
    Object.entries(COLOURS).map(([level, colour]) => [
      level,
      styleText(colour, level.toUpperCase().padEnd(5), { stream }),
    ]),
  );
  return (record) => textLine(record, withStacks, labels[record.level] ?? record.level);
}

/** A reader of standard output that goes away (EPIPE) must not end the service. */
function guard(stream: Writable): void {
  if (!guarded.has(stream)) {
    guarded.add(stream);
    stream.on('error', () => undefined);
  }
}
