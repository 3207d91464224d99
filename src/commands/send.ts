import { randomUUID } from 'node:crypto';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { EventKind } from '../mapping/events.ts';
import { runLoad } from '../exchange/run-load.ts';
import type { LoadProgress } from '../exchange/run-load.ts';
import { createSender } from '../exchange/sender.ts';
import { eventKinds, httpUrl, positiveNumber, responseCode, wholeNumber } from './option-values.ts';
import { createFailureList, formatFailures, formatProgress, formatSummary } from './send-report.ts';
import { generateMessages, readMessages } from './send-source.ts';
import type { Outgoing } from './send-source.ts';

/** Where the service listens unless told otherwise. */
const DEFAULT_URL = 'http://localhost:8080/Webservices/SyncNotification.svc?Default';
/** Milliseconds between two drawings of the progress bar. */
const DRAW_EVERY = 100;

const EXAMPLES = `
Exit code: 0 every reply was OK, 1 a reply was not, 2 wrong usage, 130 interrupted.

Examples:
  $ sync-notification send
  $ sync-notification send http://localhost:8080/Webservices/SyncNotification.svc?PROD --count 1000 --concurrency 8
  $ sync-notification send --count 600 --rate 20 --events 5 --kinds ModifiedEvent,CreatedEvent
  $ sync-notification send --file packet.xml
  $ sync-notification send --error ErrorReadEventsFailed
`;

interface SendOptions {
  readonly count?: number;
  readonly duration?: number;
  readonly rate?: number;
  readonly concurrency: number;
  readonly events?: number;
  readonly kinds?: readonly EventKind[];
  readonly subscriptions?: number;
  readonly file?: readonly string[];
  readonly statusEvents?: true;
  readonly error?: string;
  readonly timeout: number;
  readonly insecure?: true;
  readonly forwardedFor?: string;
  readonly seed?: string;
  readonly json?: true;
}

/**
 * Adds `send`, which plays Exchange towards any URL. Sets `process.exitCode`; wrong usage is a CommanderError
 * with exit code 2, thrown through `parseAsync`.
 */
export function registerSend(program: Command): void {
  const command = program.command('send');
  command
    .description('send messages as Exchange does, and sum up the replies')
    .argument('[url]', 'where to, with the mandator as its query', httpUrl, new URL(DEFAULT_URL))
    .option('-n, --count <n>', 'messages to send (default: 1, or each file once)', wholeNumber(1))
    .option('--duration <seconds>', 'send for so long instead', positiveNumber(1_000_000))
    .option('--rate <n>', 'messages a second (default: as fast as replies come)', positiveNumber(1_000_000))
    .option('-c, --concurrency <n>', 'messages under way at a time', wholeNumber(1, 10_000), 1)
    .option('--events <n>', 'events a message (default: 2)', wholeNumber(1, 100_000))
    .option(
      '--kinds <names>',
      'kinds of events, separated by commas (default: all but StatusEvent)',
      eventKinds,
    )
    .option(
      '--subscriptions <n>',
      "mailboxes to play (default: as many as --concurrency; with fewer, the messages of one overlap, as Exchange's never do)",
      wholeNumber(1, 1_000_000),
    )
    .addOption(
      new Option(
        '-f, --file <files...>',
        'send these files byte for byte, in turn (give the URL before)',
      ).conflicts(['events', 'kinds', 'subscriptions', 'statusEvents', 'error', 'seed']),
    )
    .addOption(
      new Option('--status-events', 'send heartbeats instead of events').conflicts([
        'events',
        'kinds',
        'error',
      ]),
    )
    .addOption(
      new Option('--error <code>', 'send an error message with this response code instead of events')
        .argParser(responseCode)
        .conflicts(['events', 'kinds']),
    )
    .option('--timeout <seconds>', 'longest wait for a reply', positiveNumber(86_400), 30)
    .option('--insecure', 'believe any certificate (https)')
    .option('--forwarded-for <addresses>', 'send this X-Forwarded-For, as a proxy would')
    .option('--seed <text>', 'the same text makes the same messages (surely so with --concurrency 1)')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => {
      error.exitCode = error.exitCode === 0 ? 0 : 2;
      throw error;
    })
    .action((url: URL, options: SendOptions) => send(command, url, options));
}

async function send(command: Command, url: URL, options: SendOptions): Promise<void> {
  const output = command.configureOutput();
  const writeOut = (text: string): void => output.writeOut?.(text);
  const writeErr = (text: string): void => output.writeErr?.(text);
  if (options.count !== undefined && options.duration !== undefined) {
    command.error('error: expected --count or --duration, found both');
  }
  const files = options.file === undefined ? null : await loadFiles(command, options.file);
  const next = files === null ? generated(options) : inTurn(files);
  const count = options.count ?? (options.duration === undefined ? (files?.length ?? 1) : undefined);
  const forwarded = options.forwardedFor;
  const sender = createSender({
    url,
    concurrency: options.concurrency,
    timeoutMs: options.timeout * 1000,
    rejectUnauthorized: options.insecure !== true,
    ...(forwarded === undefined ? {} : { headers: { 'X-Forwarded-For': forwarded } }),
  });
  const failures = createFailureList();
  const bar = process.stderr.isTTY ? createBar(writeErr) : null;
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const summary = await runLoad<Outgoing>({
      ...(count === undefined ? {} : { count }),
      ...(options.duration === undefined ? {} : { durationMs: options.duration * 1000 }),
      ...(options.rate === undefined ? {} : { rate: options.rate }),
      concurrency: Math.min(options.concurrency, count ?? Infinity),
      next,
      eventsOf: (message) => message.events,
      send: ({ body, contentType }) => sender.send(body, contentType === undefined ? {} : { contentType }),
      onReply: (_, result) => failures.add(result),
      ...(bar === null ? {} : { onProgress: bar.draw }),
      signal: interrupt.signal,
    });
    bar?.clear();
    const found = failures.list();
    if (options.json === true) {
      writeOut(`${JSON.stringify({ url: url.href, ...summary, failures: found }, null, 2)}\n`);
    } else {
      writeOut(formatSummary(summary, url, options.rate !== undefined));
      writeErr(formatFailures(found, url));
    }
    process.exitCode = interrupt.signal.aborted ? 130 : summary.ok === summary.count ? 0 : 1;
  } finally {
    process.off('SIGINT', onInterrupt);
    sender.close();
  }
}

function generated(options: SendOptions): (lane: number) => Outgoing {
  return generateMessages({
    seed: options.seed ?? randomUUID(),
    fixedClock: options.seed !== undefined,
    subscriptions: options.subscriptions ?? options.concurrency,
    lanes: options.concurrency,
    ...(options.events === undefined ? {} : { events: options.events }),
    ...(options.kinds === undefined ? {} : { kinds: options.kinds }),
    what:
      options.error !== undefined
        ? { errorCode: options.error }
        : options.statusEvents === true
          ? 'status'
          : 'events',
  });
}

async function loadFiles(command: Command, files: readonly string[]): Promise<readonly Outgoing[]> {
  const url = files.find((file) => /^https?:\/\//i.test(file));
  if (url !== undefined) {
    command.error(`error: expected files after --file, found the URL ${url}: give it before --file`);
  }
  try {
    return await readMessages(files);
  } catch (error) {
    return command.error(
      `error: cannot read a file to send: ${error instanceof Error ? error.message : 'unknown'}`,
    );
  }
}

function inTurn(messages: readonly Outgoing[]): () => Outgoing {
  let turn = 0;
  return () => messages[turn++ % messages.length] ?? { body: '', events: 0 };
}

function createBar(write: (text: string) => void) {
  let drawnAt = -Infinity;
  return {
    draw: (progress: LoadProgress): void => {
      if (progress.elapsedMs - drawnAt >= DRAW_EVERY || progress.done === progress.total) {
        drawnAt = progress.elapsedMs;
        write(`\r\u001b[K${formatProgress(progress)}`);
      }
    },
    clear: () => write('\r\u001b[K'),
  };
}
