import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatProgress, formatReport } from './format-report.ts';
import { runSoak } from './soak.ts';
import type { SoakProgress } from './soak.ts';

const USAGE = `usage: npm run soak -- [--minutes N] [--rate N] [--subscriptions N] [--seed TEXT] [--report FOLDER]

Plays an Exchange server against processes of the service in front of a SQL Server (the suite's test server), kills,
cuts and stops them at random, and compares in the end what was acknowledged with what stands in the table.
  --minutes N        how long trouble is made (10)
  --rate N           events a second (40)
  --subscriptions N  mailboxes (30)
  --seed TEXT        the same text makes the same troubles
  --report FOLDER    writes soak.json and soak.txt there
Exit code: 0 nothing lost and nothing twice, 1 otherwise, 2 wrong usage.
`;

/** Milliseconds between two lines where the output is no terminal. */
const LINE_EVERY = 15_000;

/** Trouble is followed by settling, which has a limit of its own; beyond this something hangs. Milliseconds. */
const GRACE = 5 * 60_000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      rate: { type: 'string', default: '40' },
      subscriptions: { type: 'string', default: '30' },
      seed: { type: 'string', default: randomUUID() },
      report: { type: 'string' },
    },
  });
  const [minutes = 0, rate = 0, subscriptions = 0] = [values.minutes, values.rate, values.subscriptions].map(
    Number,
  );
  if (!(minutes > 0 && rate > 0 && Number.isSafeInteger(subscriptions) && subscriptions > 0)) {
    throw new TypeError('minutes, rate and subscriptions are numbers above 0');
  }
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  const watchdog = setTimeout(
    () => {
      process.stderr.write('the soak does not end: something hangs\n');
      process.exit(1);
    },
    minutes * 60_000 + GRACE,
  );
  try {
    const report = await runSoak({
      minutes,
      seed: values.seed,
      subscriptions,
      eventsPerSecond: rate,
      signal: interrupt.signal,
      onProgress: createProgress(minutes),
    });
    const text = formatReport(report);
    process.stdout.write(`\n${text}`);
    if (values.report !== undefined) {
      await mkdir(values.report, { recursive: true });
      await writeFile(join(values.report, 'soak.json'), `${JSON.stringify(report, null, 2)}\n`);
      await writeFile(join(values.report, 'soak.txt'), text);
    }
    return report.clean ? 0 : 1;
  } finally {
    clearTimeout(watchdog);
  }
}

function createProgress(minutes: number): (progress: SoakProgress) => void {
  let writtenAt = -Infinity;
  return (progress) => {
    const line = formatProgress(progress, minutes);
    if (process.stdout.isTTY) {
      process.stdout.write(`\r\u001b[K${line}`);
    } else if (progress.elapsedMs - writtenAt >= LINE_EVERY) {
      writtenAt = progress.elapsedMs;
      process.stdout.write(`${line}\n`);
    }
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof TypeError;
  process.stderr.write(isUsage ? `${error.message}\n${USAGE}` : `${String(error)}\n`);
  process.exitCode = isUsage ? 2 : 1;
}
