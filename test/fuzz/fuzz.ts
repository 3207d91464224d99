import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectedKeys } from './expected-keys.ts';
import { saveFinding } from './findings.ts';
import { startFuzzedService, type FuzzedService } from './fuzzed-service.ts';
import { createGoodSender, type GoodSender } from './good-sender.ts';
import { makeCase, type FuzzCase } from './make-case.ts';
import { makeReport, type FuzzReport } from './report.ts';
import { sendCase, type CaseResult } from './send-case.ts';
import { tableProblems } from './table-problems.ts';

export interface FuzzOptions {
  readonly seed: string;
  /** The run ends after whichever comes first. */
  readonly milliseconds: number;
  readonly cases: number;
  /** The number of the first case: to see one again. */
  readonly first?: number;
  /** Folder for the bytes of cases that went wrong. */
  readonly findings: string;
}

/** What is counted while cases are sent. */
export interface FuzzCounts {
  cases: number;
  /** Replies by status. */
  readonly statuses: Map<number, number>;
  /** Cases that were not answered, because their request was not complete or the connection was cut. */
  unanswered: number;
  /** Replies 200 with the result of SendNotification. */
  stored: number;
  /** Keys of the rows of well framed messages that were answered OK. */
  readonly keys: Set<string>;
  readonly problems: string[];
}

/** Connections at a time. */
const CONNECTIONS = 12;
/** After so many problems the rest would say the same. */
const MOST_PROBLEMS = 20;

/**
 * Starts the service in a process of its own, sends it cases beside good messages, stops it, and looks whether
 * everything that was answered OK is in its table. Everything it made is gone afterwards, but for the findings.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const folder = await mkdtemp(join(tmpdir(), 'sync-notification-fuzz-'));
  let service: FuzzedService | null = null;
  try {
    service = await startFuzzedService(folder);
    const good = createGoodSender(service.port, options.seed);
    const counts = newCounts();
    const started = performance.now();
    const sending = good.run();
    await sendCases(service, options, counts);
    good.stop();
    await sending;
    const seconds = (performance.now() - started) / 1000;
    const figures = service.figures();
    const code = await service.stop();
    counts.problems.push(
      ...endProblems(service, code, good),
      ...(await tableProblems(service, counts, good)),
    );
    return makeReport({ options, counts, good, figures, seconds });
  } finally {
    await service?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function newCounts(): FuzzCounts {
  return { cases: 0, statuses: new Map(), unanswered: 0, stored: 0, keys: new Set(), problems: [] };
}

async function sendCases(service: FuzzedService, options: FuzzOptions, counts: FuzzCounts): Promise<void> {
  const until = performance.now() + options.milliseconds;
  let next = options.first ?? 0;
  const end = next + options.cases;
  const sendSome = async (): Promise<void> => {
    while (next < end && performance.now() < until && counts.problems.length < MOST_PROBLEMS) {
      if (service.hasEnded()) {
        return;
      }
      const made = makeCase(options.seed, next++);
      const result = await sendCase(service.port, made);
      const problems = judge(made, result, counts);
      if (problems.length > 0) {
        const file = await saveFinding(options.findings, made, result);
        counts.problems.push(...problems.map((problem) => `case ${made.index} (${file}): ${problem}`));
      }
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sendSome));
}

/** Counts what came of a case. @returns what is wrong with it */
function judge(made: FuzzCase, result: CaseResult, counts: FuzzCounts): string[] {
  const problems = [...result.problems];
  counts.cases++;
  counts.unanswered += result.replies.length === 0 ? 1 : 0;
  for (const { status, body } of result.replies) {
    counts.statuses.set(status, (counts.statuses.get(status) ?? 0) + 1);
    counts.stored += body.includes('SendNotificationResult') ? 1 : 0;
  }
  if (made.message === null || made.cuts) {
    return problems;
  }
  const [reply] = result.replies;
  if (result.replies.length !== 1 || reply === undefined || !result.isClosed) {
    problems.push(`${result.replies.length} replies to a well framed request, closed: ${result.isClosed}`);
  } else if (reply.status === 200) {
    try {
      expectedKeys(made.message).forEach((key) => counts.keys.add(key));
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return problems;
}

function endProblems(service: FuzzedService, code: number | null, good: GoodSender): string[] {
  return [
    ...(code === 0 ? [] : [`the service ended with ${String(code)}`]),
    ...(service.stderr() === '' ? [] : [`it wrote errors: ${service.stderr().slice(0, 500)}`]),
    ...good.problems,
  ];
}
