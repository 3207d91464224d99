/** Time as a simulation sees it. */
export interface SimulationClock {
  /** Milliseconds since 1970, simulated. Never goes back. */
  now(): number;
  /** Runs the action once after so many simulated milliseconds unless the returned function is called before. */
  after(ms: number, action: () => void): () => void;
}

/** The fastest clock: timers of the machine are exact to a millisecond, which is 10 simulated seconds then. */
export const HIGHEST_SPEED = 10_000;

/**
 * A clock that starts now and runs so many times faster than the machine's: at speed 60, a minute a second.
 * @param speed 1 to `HIGHEST_SPEED`
 * @throws RangeError where the speed is none of these
 */
export function createFastClock(speed: number): SimulationClock {
  if (!(speed >= 1 && speed <= HIGHEST_SPEED)) {
    throw new RangeError(
      `a clock can run 1 to ${HIGHEST_SPEED} times as fast as the machine's: found ${speed}`,
    );
  }
  const epoch = Date.now();
  const start = performance.now();
  return {
    now: () => epoch + (performance.now() - start) * speed,
    after(ms, action) {
      const timer = setTimeout(action, ms / speed);
      return () => clearTimeout(timer);
    },
  };
}
