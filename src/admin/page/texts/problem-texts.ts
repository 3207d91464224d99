import type { ProblemCode } from '../../status.ts';

/** A problem in words. */
export interface ProblemWords {
  /** What is not well, without a full stop: it is followed by `action`, and both are one sentence. */
  readonly what: string;
  /** What to do, in a few words. */
  readonly action: string;
  /** What it means for the notifications. */
  readonly meaning: string;
  /** What to do, in full. */
  readonly remedy: string;
}

/** The values of a problem, ready for a sentence. What is absent is a dash. */
export interface ProblemFacts {
  /** `of the mandator X` is asked for by `mandator !== null`. */
  readonly mandator: string | null;
  has(name: string): boolean;
  /** The number itself, to choose between singular and plural; 0 where it is absent. */
  count(name: string): number;
  number(name: string): string;
  time(name: string): string;
  day(name: string): string;
  bytes(name: string): string;
  span(name: string): string;
  text(name: string): string;
}

/** Words for every problem there is. */
export type ProblemTexts = Readonly<Record<ProblemCode, (facts: ProblemFacts) => ProblemWords>>;
