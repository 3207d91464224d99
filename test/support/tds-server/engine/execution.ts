import type { Statement } from '../sql/statement-ast.ts';
import type { OutputColumn } from './bound.ts';
import type { Session, Variables } from './session.ts';
import type { SqlError } from './sql-error.ts';
import type { SqlRow } from './value.ts';

/** Kinds of statements as DONE tokens name them. */
export type Command = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'OTHER';

/** What became of a transaction, for the client to know. */
export interface TransactionChange {
  readonly kind: 'begin' | 'commit' | 'rollback';
  readonly descriptor: bigint;
}

/** Takes what statements yield, in order. */
export interface ResultSink {
  columns(columns: readonly OutputColumn[]): void;
  row(row: SqlRow): void;
  /** A statement is done. `rowCount` is null where there is none to tell. */
  done(command: Command, rowCount: number | null, failed: boolean): void;
  error(error: SqlError): void;
  info(number: number, message: string, severity: number, state: number): void;
  transaction(change: TransactionChange): void;
  database(name: string, before: string): void;
}

/** Where faults come in. */
export interface ExecutionHooks {
  /** Called for every commit, with what makes it take effect. May throw instead, or do so afterwards. */
  commit(apply: () => void): Promise<void>;
}

/** One batch or procedure call under way. */
export interface Execution {
  readonly session: Session;
  readonly variables: Variables;
  readonly sink: ResultSink;
  readonly hooks: ExecutionHooks;
  /** Aborted by an attention and when the connection ends. */
  readonly signal: AbortSignal;
  /** Calls inside calls: 1 for the outermost. */
  readonly depth: number;
  /** Runs statements inside this one, with variables and SET options of their own. */
  readonly nested: (statements: readonly Statement[], outer: Execution) => Promise<void>;
}

/** Thrown when the rest of the batch must not run. The errors were told to the sink already. */
export class BatchAborted extends Error {}

/** A sink that keeps nothing. */
export const SILENT_SINK: ResultSink = {
  columns: () => undefined,
  row: () => undefined,
  done: () => undefined,
  error: () => undefined,
  info: () => undefined,
  transaction: () => undefined,
  database: () => undefined,
};
