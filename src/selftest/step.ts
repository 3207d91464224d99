/**
 * What is done for a test message, in this order. A step that was not come to is left out; `spool` only exists where
 * rows go to SQL Server.
 */
export const SELFTEST_STEPS = ['address', 'message', 'send', 'reply', 'spool', 'table', 'remove'] as const;

export type SelftestStepName = (typeof SELFTEST_STEPS)[number];

/** What came of one step. Plain data; its sentences are made by `describeStep` (texts.ts), in either language. */
export interface SelftestStep {
  readonly step: SelftestStepName;
  /** `warn`: it works, and somebody should know. `fail`: Exchange's messages would not get through like this. */
  readonly result: 'ok' | 'warn' | 'fail';
  /** What was found, for machines: `refused`, `row_found`, ...; with `step` it chooses the sentences. */
  readonly code: string;
  /** Values for the sentences. */
  readonly values: Readonly<Record<string, string | number | null>>;
  /** How long the step took, in milliseconds. */
  readonly ms: number;
  /** T-SQL that does what is left to do, for the database administrator; null where nothing is. */
  readonly sql: string | null;
}

/** A whole test of one mandator. */
export interface SelftestReport {
  readonly mandator: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Milliseconds, all steps together. */
  readonly ms: number;
  /** The gravest of its steps. */
  readonly result: SelftestStep['result'];
  readonly steps: readonly SelftestStep[];
}

/** A step in words. */
export interface SelftestWords {
  /** What the step is, as a heading: `Reply`. */
  readonly title: string;
  readonly found: string;
  /** What to do; null where nothing is to be done. */
  readonly remedy: string | null;
}

/**
 * Tests one mandator of the running service, one run at a time.
 * @param onStep hears of each step as soon as it is done
 * @returns null where another run is under way
 * @throws RangeError where there is no such mandator
 */
export type Selftest = (
  mandator: string,
  onStep?: (step: SelftestStep) => void,
) => Promise<SelftestReport | null>;
