import type { SimulationClock } from './fast-clock.ts';
import type { Random } from './random.ts';

/** When things happen: by chance (`poisson`: what one does not know of the next) or evenly (`fixed`). */
export type Distribution = 'poisson' | 'fixed';

/** A shorter pause between two looks at the clock would only cost time. Simulated milliseconds, at speed 1. */
const SHORTEST_PAUSE_MS = 1;

/**
 * Calls `onArrival` so many times a second until the returned function is called. The schedule is absolute: what
 * fell due while the process was busy is caught up with, in order.
 * @param rate arrivals a second of the clock; above 0
 */
export function startArrivals(options: {
  readonly clock: SimulationClock;
  readonly random: Random;
  readonly rate: number;
  readonly distribution: Distribution;
  readonly onArrival: () => void;
}): () => void {
  const { clock, random, rate, distribution, onArrival } = options;
  const gap = (): number => {
    // Half a step above zero, so that the logarithm of zero is never asked for.
    const chance = (random.uint32() + 0.5) / 2 ** 32;
    return ((distribution === 'fixed' ? 1 : -Math.log(chance)) * 1000) / rate;
  };
  let stopped = false;
  let cancel = (): void => undefined;
  let due = clock.now() + gap();
  const wait = (): void => {
    cancel = clock.after(Math.max(SHORTEST_PAUSE_MS, due - clock.now()), () => {
      for (const now = clock.now(); due <= now && !stopped; due += gap()) {
        onArrival();
      }
      if (!stopped) {
        wait();
      }
    });
  };
  wait();
  return () => {
    stopped = true;
    cancel();
  };
}
