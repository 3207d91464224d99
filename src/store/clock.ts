/** Time, as far as connections depend on it; tests have one that stands still. */
export interface Clock {
  /** Milliseconds; only differences count. */
  now(): number;
  /** Runs the action once after so many milliseconds unless the returned function is called before. */
  after(ms: number, action: () => void): () => void;
}

/** The machine's time, unmoved by corrections of its calendar. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
