import { quantile } from '../../bench/support/statistics.ts';
import type { FuzzCounts, FuzzOptions } from './fuzz.ts';
import type { GoodSender } from './good-sender.ts';
import type { ProcessFigures } from './watch-process.ts';

/** What a run came to. */
export interface FuzzReport {
  readonly seed: string;
  readonly seconds: number;
  readonly cases: number;
  readonly unanswered: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Cases that were answered OK, and the rows of the well framed ones among them. */
  readonly stored: { readonly messages: number; readonly rows: number };
  readonly good: {
    readonly messages: number;
    readonly events: number;
    readonly p50Ms: number;
    readonly p99Ms: number;
    readonly maxMs: number;
  };
  /** Of the service's event loop, in milliseconds: how late it was, and its longest turn in processor time. */
  readonly eventLoop: {
    readonly delayP99Ms: number;
    readonly delayMaxMs: number;
    readonly turnMaxMs: number;
  };
  /** Resident memory in MiB: the medians of the second and the last quarter of the run, and the most. */
  readonly memory: { readonly earlyMiB: number; readonly lateMiB: number; readonly maxMiB: number };
  readonly problems: readonly string[];
}

/** A turn of the event loop may take so long, in processor time: on a busy machine the clock says more. */
const MOST_TURN_MS = 100;
/** The service with its threads, and a document in one of them. */
const MOST_MIB = 1024;
/**
 * A run shorter than this says nothing of time and growth: compilers and heap are still finding their size, and other
 * tests run beside it.
 */
const LEAST_SECONDS = 60;
/** How much more memory the last quarter may have than the second. */
const MOST_GROWTH = 1.3;
const GROWTH_MIB = 64;

/** Puts the report together, and judges memory and, of a run that is long enough, time and growth. */
export function makeReport(parts: {
  readonly options: FuzzOptions;
  readonly counts: FuzzCounts;
  readonly good: GoodSender;
  readonly figures: ProcessFigures | null;
  readonly seconds: number;
}): FuzzReport {
  const { options, counts, good, figures, seconds } = parts;
  const rss = (figures?.rss ?? []).map((bytes) => bytes / 1_048_576);
  const quarter = (number: number): number =>
    quantile(
      rss.slice(Math.floor((rss.length * (number - 1)) / 4), Math.ceil((rss.length * number) / 4)),
      0.5,
    );
  const memory = { earlyMiB: quarter(2), lateMiB: quarter(4), maxMiB: Math.max(...rss) };
  const { delayP99Ms = NaN, delayMaxMs = NaN, turnMaxMs = NaN } = figures ?? {};
  const isLong = seconds >= LEAST_SECONDS;
  const isFlat =
    (!isLong || memory.lateMiB <= memory.earlyMiB * MOST_GROWTH + GROWTH_MIB) && memory.maxMiB <= MOST_MIB;
  return {
    seed: options.seed,
    seconds,
    cases: counts.cases,
    unanswered: counts.unanswered,
    statuses: Object.fromEntries([...counts.statuses].sort(([left], [right]) => left - right)),
    stored: { messages: counts.stored, rows: counts.keys.size },
    good: {
      messages: good.latencies.length,
      events: good.watermarks.length,
      p50Ms: quantile(good.latencies, 0.5),
      p99Ms: quantile(good.latencies, 0.99),
      maxMs: good.latencies.reduce((most, latency) => Math.max(most, latency), 0),
    },
    eventLoop: { delayP99Ms, delayMaxMs, turnMaxMs },
    memory,
    problems: [
      ...counts.problems,
      ...(!isLong || turnMaxMs < MOST_TURN_MS
        ? []
        : [`a turn of the event loop took ${turnMaxMs} ms of processor time`]),
      ...(isFlat ? [] : [`memory is not flat: ${JSON.stringify(memory)}`]),
    ],
  };
}

/** The report for people. */
export function reportText(report: FuzzReport): string {
  const { good, eventLoop, memory, stored } = report;
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  const mib = (value: number): string => `${value.toFixed(0)} MiB`;
  return [
    `seed ${report.seed}: ${report.cases} cases in ${report.seconds.toFixed(0)} s`,
    `replies ${JSON.stringify(report.statuses)}, ${report.unanswered} cases unanswered`,
    `${stored.messages} cases answered OK, ${stored.rows} rows of them looked for in the table`,
    `${good.messages} good messages of ${good.events} events: median ${ms(good.p50Ms)}, p99 ${ms(good.p99Ms)}, ` +
      `max ${ms(good.maxMs)}`,
    `event loop: p99 ${ms(eventLoop.delayP99Ms)}, max ${ms(eventLoop.delayMaxMs)} late; longest turn ` +
      `${ms(eventLoop.turnMaxMs)} of processor time`,
    `memory: ${mib(memory.earlyMiB)} early, ${mib(memory.lateMiB)} late, at most ${mib(memory.maxMiB)}`,
    ...(report.problems.length === 0
      ? ['no problems']
      : report.problems.map((problem) => `PROBLEM ${problem}`)),
  ].join('\n');
}
