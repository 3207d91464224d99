import { summariseLatencies } from '../exchange/latencies.ts';
import type { LatencySummary } from '../exchange/latencies.ts';
import type { Ending, Fate } from '../exchange/ledger.ts';
import type { Simulator } from '../exchange/simulator.ts';

/** What a simulation came to. */
export interface SimulationSummary {
  readonly url: string;
  readonly subscriptions: number;
  /** Simulated minutes in which things happened, and how many times faster the clock ran. */
  readonly minutes: number;
  readonly speed: number;
  readonly events: number;
  readonly fates: Readonly<Record<Fate, number>>;
  /** Attempts by what came back. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly endings: readonly Ending[];
  /** The machine's milliseconds. */
  readonly replyMs: LatencySummary;
}

/** Sums a simulation up. */
export function summariseSimulation(
  facts: Pick<SimulationSummary, 'url' | 'subscriptions' | 'minutes' | 'speed'>,
  { ledger }: Simulator,
  replyTimes: readonly number[],
): SimulationSummary {
  return {
    ...facts,
    events: ledger.entries.length,
    fates: {
      acknowledged: ledger.count('acknowledged'),
      refused: ledger.count('refused'),
      unknown: ledger.count('unknown'),
      unsent: ledger.count('unsent'),
    },
    outcomes: ledger.outcomes,
    endings: ledger.endings,
    replyMs: summariseLatencies(replyTimes),
  };
}

/** Whether every reply was OK and no subscription ended. */
export function wentWell({ outcomes, endings }: SimulationSummary): boolean {
  return endings.length === 0 && Object.keys(outcomes).every((outcome) => outcome === 'OK');
}

/** The summary as a table for people. */
export function formatSimulation(summary: SimulationSummary): string {
  const { fates, endings, replyMs } = summary;
  const attempts = Object.values(summary.outcomes).reduce((sum, times) => sum + times, 0);
  const replies = Object.entries(summary.outcomes)
    .sort((a, b) => b[1] - a[1])
    .map(([outcome, times]) => `${outcome} ${times}`);
  const open = [
    `${fates.unknown} without a reply`,
    `${fates.refused} answered with something else`,
    `${fates.unsent} not sent`,
  ];
  const rows: readonly (readonly [string, string])[] = [
    [
      'simulated',
      `${summary.minutes} min at speed ${summary.speed}, ${plural(summary.subscriptions, 'subscription')}, to ${summary.url}`,
    ],
    ['events', `${summary.events}: ${fates.acknowledged} acknowledged, ${open.join(', ')}`],
    ['messages', attempts === 0 ? 'none' : `${attempts} sent: ${replies.join(', ')}`],
    ['reply time', `p50 ${ms(replyMs.p50)}, p99 ${ms(replyMs.p99)}, max ${ms(replyMs.max)}`],
    ['ended', formatEndings(endings)],
  ];
  return rows.map(([name, value]) => `${name.padEnd(12)}${value}\n`).join('');
}

/** One line for a terminal, without its end. */
export function formatSimulationProgress(
  minutes: number,
  elapsedMinutes: number,
  simulator: Simulator,
): string {
  const { ledger } = simulator;
  const { sending, waiting } = simulator.states();
  const time = Math.min(minutes, elapsedMinutes).toFixed(1);
  const open = ledger.entries.length - ledger.count('acknowledged');
  return (
    `minute ${time} of ${minutes}: ${plural(ledger.entries.length, 'event')}, ${open} not acknowledged, ` +
    `${plural(sending, 'message')} under way, ${waiting} to be sent again, ` +
    `${plural(ledger.endings.length, 'subscription')} ended`
  );
}

function formatEndings(endings: readonly Ending[]): string {
  if (endings.length === 0) {
    return 'no subscription';
  }
  const most = 5;
  const dropped = endings.filter(({ how }) => how === 'dropped').length;
  const lines = endings
    .slice(0, most)
    .map(({ subscriptionId, how, at }) => `\n    ${how} at ${at.toISOString()}: ${subscriptionId}`);
  const rest = endings.length > most ? `\n    and ${endings.length - most} more` : '';
  return `${dropped} dropped for want of a reply, ${endings.length - dropped} by Unsubscribe${lines.join('')}${rest}`;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
