import type { Selftest } from '../../selftest/step.ts';

/** What the page can be asked to do, besides being looked at. */
export interface PageActions {
  /**
   * Puts rows that were set aside back into the queue.
   * @param numbers theirs in the spool, or all of them
   * @returns how many there were
   */
  retrySetAside(numbers: readonly number[] | 'all'): Promise<number>;
  /** Deletes rows that were set aside, for good. @returns how many there were */
  dropSetAside(numbers: readonly number[]): Promise<number>;
  readonly selftest: Selftest;
}
