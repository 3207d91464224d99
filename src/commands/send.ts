import { randomUUID } from 'node:crypto';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { EventKind } from '../mapping/events.ts';
import { runLoad } from '../exchange/run-load.ts';
import type { LoadProgress } from '../exchange/run-load.ts';
import { createSender } from '../exchange/sender.ts';
import { EXIT } from './exit-codes.ts';
import { addHelp, usageError } from './help.ts';
import { LOAD_TEXTS } from './load-texts.ts';
import { eventKinds, httpUrl, positiveNumber, responseCode, wholeNumber } from './option-values.ts';
import type { Output } from './paint.ts';
import { createFailureList, formatFailures, formatProgress, formatSummary } from './send-report.ts';
import { generateMessages, readMessages } from './send-source.ts';
import type { Outgoing } from './send-source.ts';
import { pathOf, printJson, type Shell } from './shell.ts';

/** Where the service listens unless told otherwise. */
const DEFAULT_URL = 'http://localhost:8080/Webservices/SyncNotification.svc?Default';
/** Milliseconds between two drawings of the progress bar. */
const DRAW_EVERY = 100;

const EXAMPLES = [
  'send',
  'send http://localhost:8080/Webservices/SyncNotification.svc?PROD --count 1000 --concurrency 8',
  'send --count 600 --rate 20 --events 5 --kinds ModifiedEvent,CreatedEvent',
  'send --file packet.xml',
  'send --error ErrorReadEventsFailed',
];

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

/** Adds `send`, which plays Exchange towards any URL. */
export function registerSend(program: Command, shell: Shell): void {
  const { language } = shell;
  const texts = LOAD_TEXTS[language];
  const { count, duration, rate, concurrency, events, kinds, subscriptions, file } = texts;
  const statusEvents = new Option('--status-events', texts.statusEvents);
  const command = program
    .command('send')
    .description(texts.send)
    .argument('[url]', texts.url, httpUrl(language), new URL(DEFAULT_URL))
    .option('-n, --count <n>', count, wholeNumber(language, 1))
    .option('--duration <seconds>', duration, positiveNumber(language, 1_000_000))
    .option('--rate <n>', rate, positiveNumber(language, 1_000_000))
    .option('-c, --concurrency <n>', concurrency, wholeNumber(language, 1, 10_000), 1)
    .option('--events <n>', events, wholeNumber(language, 1, 100_000))
    .option('--kinds <names>', kinds, eventKinds(language))
    .option('--subscriptions <n>', subscriptions, wholeNumber(language, 1, 1_000_000))
    .addOption(
      new Option('-f, --file <files...>', file).conflicts([
        ...['events', 'kinds', 'subscriptions', 'statusEvents', 'error', 'seed'],
      ]),
    )
    .addOption(statusEvents.conflicts(['events', 'kinds', 'error']))
    .addOption(
      new Option('--error <code>', texts.error)
        .argParser(responseCode(language))
        .conflicts(['events', 'kinds']),
    )
    .option('--timeout <seconds>', texts.timeout, positiveNumber(language, 86_400), 30)
    .option('--insecure', texts.insecure)
    .option('--forwarded-for <addresses>', texts.forwardedFor)
    .option('--seed <text>', texts.seed)
    .option('--json', texts.json)
    .action((url: URL, options: SendOptions, self: Command) => send(shell, self, url, options));
  addHelp(command, shell, { codes: texts.codes, examples: EXAMPLES });
}

async function send(shell: Shell, command: Command, url: URL, options: SendOptions): Promise<void> {
  const { stdout, stderr } = shell;
  const texts = LOAD_TEXTS[shell.language];
  if (options.count !== undefined && options.duration !== undefined) {
    usageError(command, shell, texts.bothCountAndDuration);
  }
  const files = options.file === undefined ? null : await loadFiles(shell, command, options.file);
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
  const bar = stderr.isTTY === true ? createBar(stderr) : null;
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
      printJson(shell, { url: url.href, ...summary, failures: found });
    } else {
      stdout.write(formatSummary(summary, url, options.rate !== undefined));
      stderr.write(formatFailures(found, url));
    }
    if (interrupt.signal.aborted) {
      shell.exitCode = EXIT.interrupted;
    } else if (summary.ok !== summary.count) {
      shell.exitCode = EXIT.failed;
    }
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

async function loadFiles(
  shell: Shell,
  command: Command,
  files: readonly string[],
): Promise<readonly Outgoing[]> {
  const texts = LOAD_TEXTS[shell.language];
  const url = files.find((file) => /^https?:\/\//i.test(file));
  if (url !== undefined) {
    usageError(command, shell, texts.urlAmongFiles(url));
  }
  try {
    return await readMessages(files.map((file) => pathOf(shell, file)));
  } catch (error) {
    return usageError(command, shell, texts.unreadable(error instanceof Error ? error.message : 'unknown'));
  }
}

function inTurn(messages: readonly Outgoing[]): () => Outgoing {
  let turn = 0;
  return () => messages[turn++ % messages.length] ?? { body: '', events: 0 };
}

function createBar(output: Output) {
  let drawnAt = -Infinity;
  return {
    draw: (progress: LoadProgress): void => {
      if (progress.elapsedMs - drawnAt >= DRAW_EVERY || progress.done === progress.total) {
        drawnAt = progress.elapsedMs;
        output.write(`\r\u001b[K${formatProgress(progress)}`);
      }
    },
    clear: () => output.write('\r\u001b[K'),
  };
}
