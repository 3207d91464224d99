import { randomUUID } from 'node:crypto';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Distribution } from '../exchange/arrivals.ts';
import type { EventKind } from '../mapping/events.ts';
import { HIGHEST_SPEED, createFastClock } from '../exchange/fast-clock.ts';
import { createSender } from '../exchange/sender.ts';
import { startSimulator } from '../exchange/simulator.ts';
import type { Simulator } from '../exchange/simulator.ts';
import type { Language } from '../language.ts';
import { EXIT } from './exit-codes.ts';
import { addHelp, usageError } from './help.ts';
import { openLedgerFile } from './ledger-file.ts';
import type { LedgerFile } from './ledger-file.ts';
import { LOAD_TEXTS } from './load-texts.ts';
import { eventKinds, httpUrl, positiveNumber, wholeNumber } from './option-values.ts';
import { createFailureList, formatFailures } from './send-report.ts';
import {
  formatSimulation,
  formatSimulationProgress,
  summariseSimulation,
  wentWell,
} from './simulate-report.ts';
import { pathOf, printJson, type Shell } from './shell.ts';

const MINUTE = 60_000;
/** Milliseconds between two drawings of the progress line. */
const DRAW_EVERY = 200;
/** More connections than an Exchange server keeps to one place. */
const MOST_CONNECTIONS = 256;

const REHEARSAL_URL = 'http://localhost:8080/Webservices/SyncNotification.svc?TEST';

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

/** Adds `simulate`, which rehearses with a whole Exchange server. */
export function registerSimulate(program: Command, shell: Shell): void {
  const { language } = shell;
  const texts = LOAD_TEXTS[language];
  const distribution = new Option('--distribution <name>', texts.distribution);
  const command = program
    .command('simulate')
    .description(texts.simulate)
    .argument('<url>', texts.url, httpUrl(language))
    .option('--subscriptions <n>', texts.mailboxes, wholeNumber(language, 1, 100_000), 20)
    .option('--rate <n>', texts.eventRate, positiveNumber(language, 100_000), 1)
    .addOption(distribution.choices(['poisson', 'fixed']).default('poisson'))
    .option('--status-frequency <minutes>', texts.statusFrequency, wholeNumber(language, 1, 1440), 30)
    .option('--speed <n>', texts.speed, speed(language), 1)
    .option('--minutes <n>', texts.minutes, positiveNumber(language, 1_000_000), 10)
    .option('--max-events <n>', texts.maxEvents, wholeNumber(language, 1, 100_000), 100)
    .option('--kinds <names>', texts.kinds, eventKinds(language))
    .option('--ledger <file>', texts.ledger)
    .option('--timeout <seconds>', texts.timeout, positiveNumber(language, 86_400), 30)
    .option('--insecure', texts.insecure)
    .option('--seed <text>', texts.mailboxSeed)
    .option('--json', texts.json)
    .action((url: URL, options: SimulateOptions, self: Command) => simulate(shell, self, url, options));
  addHelp(command, shell, {
    notes: texts.notes,
    codes: { ...texts.codes, ...texts.simulateCodes },
    examples: [
      `simulate ${REHEARSAL_URL}`,
      `simulate ${REHEARSAL_URL} --speed 60 --minutes 480 --ledger night.jsonl`,
    ],
  });
}

async function simulate(shell: Shell, command: Command, url: URL, options: SimulateOptions): Promise<void> {
  const { stdout, stderr } = shell;
  const ledgerFile = options.ledger === undefined ? null : await openLedger(shell, command, options.ledger);
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
  const draw = (): void => {
    const line = formatSimulationProgress(minutes, (clock.now() - begun) / MINUTE, simulator);
    stderr.write(`\r\u001b[K${line}`);
  };
  const drawing = stderr.isTTY === true ? setInterval(draw, DRAW_EVERY) : null;
  try {
    const interrupted = await runFor(simulator, (done) => clock.after(minutes * MINUTE, done));
    if (drawing !== null) {
      clearInterval(drawing);
      stderr.write('\r\u001b[K');
    }
    const played = interrupted ? Math.min(minutes, (clock.now() - begun) / MINUTE) : minutes;
    const facts = { url: url.href, subscriptions, minutes: Number(played.toFixed(1)), speed: options.speed };
    const summary = summariseSimulation(facts, simulator, replyTimes);
    if (options.json === true) {
      printJson(shell, { ...summary, failures: failures.list() });
    } else {
      stdout.write(formatSimulation(summary));
      stderr.write(formatFailures(failures.list(), url));
    }
    await ledgerFile?.close();
    if (interrupted) {
      shell.exitCode = EXIT.interrupted;
    } else if (!wentWell(summary)) {
      shell.exitCode = EXIT.failed;
    }
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

async function openLedger(shell: Shell, command: Command, path: string): Promise<LedgerFile> {
  try {
    return await openLedgerFile(pathOf(shell, path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    return usageError(command, shell, LOAD_TEXTS[shell.language].noLedger(reason));
  }
}

function speed(language: Language): (text: string) => number {
  return (text) => {
    const value = positiveNumber(language, HIGHEST_SPEED)(text);
    if (value < 1) {
      throw new InvalidArgumentError(LOAD_TEXTS[language].wrongSpeed(HIGHEST_SPEED, text));
    }
    return value;
  };
}
