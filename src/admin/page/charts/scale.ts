import type { Minute } from '../../status.ts';

/** Lines of a chart's grid, from 0 on; the last one is the top. Whole numbers, so that no row is halved. */
export function ticksFor(max: number): readonly number[] {
  const rough = Math.max(1, max) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 1);
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Minutes that a chart shows. */
export const SLOTS = 60;

const MINUTE_MS = 60_000;

/** A minute at its place in the chart. */
export interface SlottedMinute {
  /** 0 is the oldest place, 59 the running minute. */
  readonly slot: number;
  readonly minute: Minute;
}

/** Start of the oldest minute that is shown, in milliseconds since 1970. */
export function chartStart(takenAt: string): number {
  return Math.floor(Date.parse(takenAt) / MINUTE_MS) * MINUTE_MS - (SLOTS - 1) * MINUTE_MS;
}

/** Puts minutes at their places; what lies outside of the last 60, after a clock was set, is left out. */
export function slotted(history: readonly Minute[], takenAt: string): SlottedMinute[] {
  const start = chartStart(takenAt);
  return history
    .map((minute) => ({ slot: Math.round((Date.parse(minute.at) - start) / MINUTE_MS), minute }))
    .filter(({ slot }) => slot >= 0 && slot < SLOTS);
}

/** Places of the full quarter hours, for the time axis. */
export function quarterHours(takenAt: string): readonly { readonly slot: number; readonly at: string }[] {
  const start = chartStart(takenAt);
  return Array.from({ length: SLOTS }, (_, slot) => ({
    slot,
    at: new Date(start + slot * MINUTE_MS).toISOString(),
  })).filter(({ at }) => Number(at.slice(14, 16)) % 15 === 0);
}
