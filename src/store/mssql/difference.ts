/**
 * Something about a table that the mapping does not expect. `fail`: rows are refused, lost or stand there twice.
 * `warn`: it works, and a person should know.
 */
export interface Difference {
  readonly severity: 'warn' | 'fail';
  /** What was found: a sentence without its full stop, naming the column or index. */
  readonly found: string;
  /** How to mend it. */
  readonly remedy: string;
  /** T-SQL that mends it on the database's side, where there is some. */
  readonly sql: string | null;
}
