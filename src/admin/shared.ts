/** One answer for all who ask for the same thing. */
export interface Shared<T> {
  readonly get: () => Promise<T>;
  /** Has the next question answered anew. */
  readonly forget: () => void;
}

export interface SharedOptions {
  /** How long an answer counts, in milliseconds; 0: for those only who ask while it is collected. */
  readonly freshMs: number;
  /** An answer that took long to collect counts for so many times as long. */
  readonly rest: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/** Collects an answer when the last one is stale, once for all who ask meanwhile. One that failed does not count. */
export function createShared<T>(collect: () => Promise<T>, options: SharedOptions): Shared<T> {
  const { freshMs, rest, now = () => performance.now() } = options;
  let answer: Promise<T> | null = null;
  let staleAt = -Infinity;
  const forget = (): void => {
    answer = null;
  };
  return {
    forget,
    get() {
      if (answer !== null && now() < staleAt) {
        return answer;
      }
      const beganAt = now();
      const current = collect();
      answer = current;
      staleAt = Infinity;
      const end = (): void => {
        if (answer === current) {
          staleAt = now() + Math.max(freshMs, rest * (now() - beganAt));
        }
      };
      current.then(end, forget);
      return current;
    },
  };
}
