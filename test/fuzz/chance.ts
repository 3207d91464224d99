import { createRandom, type Random } from '../../src/exchange/random.ts';

/** Chance with the words that cases are made with. */
export interface Chance extends Random {
  pick<T>(from: readonly T[]): T;
  /** True so many times in a hundred. */
  percent(share: number): boolean;
  /** Small numbers more often than large ones, below `limit`. */
  skewed(limit: number): number;
  bytes(length: number): Buffer;
}

/** The chance of one case: it depends on the run's seed and the case's number, and on nothing else. */
export function chanceOf(seed: string, index: number): Chance {
  const random = createRandom(`${seed} ${index}`);
  return {
    ...random,
    pick: <T>(from: readonly T[]): T => from[random.below(from.length)] as T,
    percent: (share) => random.below(100) < share,
    skewed: (limit) => random.below(random.below(limit) + 1),
    bytes: (length) => Buffer.from(Array.from({ length }, () => random.below(256))),
  };
}
