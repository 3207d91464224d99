import { randomUUID } from 'node:crypto';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Distribution } from '../exchange/arrivals.ts';
import type { EventKind } from '../mapping/events.ts';
import { HIGHEST_SPEED, createFastClock } from '../exchange/fast-clock.ts';
import { createSender } from '../exchange/sender.ts';
import { startSimulator } from '../exchange/simulator.ts';
import type { Simulator } from '../exchange/simulator.ts';
import { openLedgerFile } from './ledger-file.ts';
import type { LedgerFile } from './ledger-file.ts';
import { eventKinds, httpUrl, positiveNumber, wholeNumber } from './option-values.ts';
import { createFailureList, formatFailures } from './send-report.ts';
import {
  formatSimulation,
  formatSimulationProgress,
  summariseSimulation,
  wentWell,
} from './simulate-report.ts';

const MINUTE = 60_000;
/** Milliseconds between two drawings of the progress line. */
const DRAW_EVERY = 200;
/** More connections than an Exchange server keeps to one place. */
const MOST_CONNECTIONS = 256;

const HELP = `
Plays a whole Exchange server: a mailbox a subscription, one message of each under way at a time, what happens
meanwhile gathered into the next one, heartbeats, and the same message again after 30, 60, 120, ... seconds until
StatusFrequency has passed and the subscription is dropped. It writes rows: send to a mandator made for rehearsals.

Minutes, rates and frequencies are simulated time: at --speed 60, 60 minutes take one, and --rate 2 sends up to 120
events a second. The service's own time limits and --timeout stay as they are.

Exit code: 0 every reply was OK, 1 a reply was not or a subscription ended, 2 wrong usage, 130 interrupted.

Examples:
  $ sync-notification simulate http://localhost:8080/Webservices/SyncNotification.svc?TEST
  $ sync-notification simulate http://localhost:8080/Webservices/SyncNotification.svc?TEST --speed 60 --minutes 480 --ledger night.jsonl
`;

interface SimulateOptions {
  readonly subscriptions: number;
  readonly rate: number;
  readonly distribution: Distribution;
  readonly statusFrequency: number;
  readonly speed: number;
  readonly minutes: number;
  readonly maxEvents: number;
  readonly kinds?: readonly EventKind[];
  readonly ledger?: string;
  readonly timeout: number;
  readonly insecure?: true;
  readonly seed?: string;
  readonly json?: true;
}

/** Adds `simulate`, which rehearses with a whole Exchange server. Sets `process.exitCode`. */
export function registerSimulate(program: Command): void {
  const command = program.command('simulate');
  command
    .description('play an Exchange server with many subscriptions, for rehearsals')
    .argument('<url>', 'where to, with the mandator as its query', httpUrl)
    .option('--subscriptions <n>', 'mailboxes', wholeNumber(1, 100_000), 20)
    .option('--rate <n>', 'events a second, all mailboxes together', positiveNumber(100_000), 1)
    .addOption(
      new Option('--distribution <name>', 'when events happen: by chance or evenly')
        .choices(['poisson', 'fixed'])
        .default('poisson'),
    )
    .option('--status-frequency <minutes>', 'StatusFrequency of the subscriptions', wholeNumber(1, 1440), 30)
    .option('--speed <n>', 'how many times faster the clock runs', speed, 1)
    .option(
      '--minutes <n>',
      'how long events happen; what is open then is finished',
      positiveNumber(1_000_000),
      10,
    )
    .option('--max-events <n>', 'most events a message', wholeNumber(1, 100_000), 100)
    .option(
      '--kinds <names>',
      'kinds of events, separated by commas (default: all but StatusEvent)',
      eventKinds,
    )
    .option(
      '--ledger <file>',
      'write every event, reply and end of a subscription into this file, as JSON Lines',
    )
    .option('--timeout <seconds>', 'longest wait for a reply', positiveNumber(86_400), 30)
    .option('--insecure', 'believe any certificate (https)')
    .option('--seed <text>', 'the same text makes the same events in the same mailboxes')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', HELP)
    .action((url: URL, options: SimulateOptions) => simulate(command, url, options));
}

async function simulate(command: Command, url: URL, options: SimulateOptions): Promise<void> {
  const output = command.configureOutput();
  const writeOut = (text: string): void => output.writeOut?.(text);
  const writeErr = (text: string): void => output.writeErr?.(text);
  const ledgerFile = options.ledger === undefined ? null : await openLedger(command, options.ledger);
  const { subscriptions, rate, distribution, minutes, maxEvents, kinds } = options;
  const sender = createSender({
    url,
    concurrency: Math.min(subscriptions, MOST_CONNECTIONS),
    timeoutMs: options.timeout * 1000,
    rejectUnauthorized: options.insecure !== true,
  });
  const failures = createFailureList();
  const replyTimes: number[] = [];
  const clock = createFastClock(options.speed);
  const begun = clock.now();
  const simulator = startSimulator({
    subscriptions,
    rate,
    distribution,
    maxEvents,
    ...(kinds === undefined ? {} : { kinds }),
    statusFrequencyMs: options.statusFrequency * MINUTE,
    seed: options.seed ?? randomUUID(),
    clock,
    send: async ({ body }) => {
      const result = await sender.send(body);
      failures.add(result);
      replyTimes.push(result.ms);
      return result;
    },
    ...(ledgerFile === null ? {} : { onLine: ledgerFile.write }),
  });
  const draw = (): void =>
    writeErr(`\r\u001b[K${formatSimulationProgress(minutes, (clock.now() - begun) / MINUTE, simulator)}`);
  const drawing = process.stderr.isTTY ? setInterval(draw, DRAW_EVERY) : null;
  try {
    const interrupted = await runFor(simulator, (done) => clock.after(minutes * MINUTE, done));
    if (drawing !== null) {
      clearInterval(drawing);
      writeErr('\r\u001b[K');
    }
    const played = interrupted ? Math.min(minutes, (clock.now() - begun) / MINUTE) : minutes;
    const facts = { url: url.href, subscriptions, minutes: Number(played.toFixed(1)), speed: options.speed };
    const summary = summariseSimulation(facts, simulator, replyTimes);
    if (options.json === true) {
      writeOut(`${JSON.stringify({ ...summary, failures: failures.list() }, null, 2)}\n`);
    } else {
      writeOut(formatSimulation(summary));
      writeErr(formatFailures(failures.list(), url));
    }
    await ledgerFile?.close();
    process.exitCode = interrupted ? 130 : wentWell(summary) ? 0 : 1;
  } finally {
    clearInterval(drawing ?? undefined);
    sender.close();
  }
}

/** Lets things happen until the time is over, and finishes; an interrupt ends it at once. True where one came. */
async function runFor(simulator: Simulator, schedule: (done: () => void) => () => void): Promise<boolean> {
  const interrupt = Promise.withResolvers<'interrupted'>();
  const timeIsOver = Promise.withResolvers<'over'>();
  const onInterrupt = (): void => interrupt.resolve('interrupted');
  process.once('SIGINT', onInterrupt);
  const cancel = schedule(() => timeIsOver.resolve('over'));
  try {
    const finished = timeIsOver.promise.then(async () => {
      await simulator.finish();
      return 'over' as const;
    });
    const end = await Promise.race([finished, interrupt.promise]);
    if (end === 'interrupted') {
      await simulator.abort();
    }
    return end === 'interrupted';
  } finally {
    cancel();
    process.off('SIGINT', onInterrupt);
  }
}

async function openLedger(command: Command, path: string): Promise<LedgerFile> {
  try {
    return await openLedgerFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    return command.error(`error: cannot write the ledger: ${reason}`);
  }
}

function speed(text: string): number {
  const value = positiveNumber(HIGHEST_SPEED)(text);
  if (value < 1) {
    throw new InvalidArgumentError(`Expected a speed from 1 to ${HIGHEST_SPEED}, found "${text}".`);
  }
  return value;
}
