import type { Clock } from '../../src/store/clock.ts';

/** A clock that stands still until it is moved. */
export interface StillClock extends Clock {
  /** Moves it forward, running what falls due in its order, and lets promises settle in between. */
  advance(ms: number): Promise<void>;
  /** How long until each of the timers that are set. */
  pending(): number[];
}

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

export function createStillClock(): StillClock {
  let time = 0;
  const timers = new Set<Timer>();
  const earliest = (end: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => time,
    after(ms, action) {
      const timer = { at: time + ms, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = time + ms;
      await settle();
      for (let timer = earliest(end); timer !== undefined; timer = earliest(end)) {
        timers.delete(timer);
        time = timer.at;
        timer.action();
        await settle();
      }
      time = end;
    },
    pending: () => [...timers].map(({ at }) => at - time).sort((a, b) => a - b),
  };
}

/** Promises that are ready run before the next turn of the event loop. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
