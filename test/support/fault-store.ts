import type { Row } from '../../src/mapping/table.ts';
import { StoreError } from '../../src/store/store-error.ts';
import type { Store, WriteResult } from '../../src/store/store.ts';

/** A real store that can be made to fail as databases do. */
export interface FaultStore extends Store {
  /** From now on every write is rejected with this; null ends it. */
  failWith(error: StoreError | null): void;
  /** Rows with these keys are refused for their data, and so is every write that has one of them. */
  refuse(keys: readonly string[]): void;
  /** From now on writes wait, and neither commit nor fail, until `release`. */
  hold(): void;
  /** Lets the writes commit that wait; resolves when they have. */
  release(): Promise<void>;
  /** Keys of the rows of each write that was tried. */
  readonly tried: readonly (readonly string[])[];
}

/** A server that is not reachable. */
export const AWAY = new StoreError('the server is away', 'transient', 'ESOCKET');

/** Puts faults in front of a store. */
export function createFaultStore(inner: Store): FaultStore {
  const tried: string[][] = [];
  let failure: StoreError | null = null;
  let refused = new Set<string>();
  let held: PromiseWithResolvers<undefined> | null = null;
  let late: Promise<unknown>[] = [];

  const write = async (mandator: string, rows: readonly Row[]): Promise<WriteResult> => {
    tried.push(rows.map((row) => row.key));
    await held?.promise;
    if (failure !== null) {
      throw failure;
    }
    if (rows.some((row) => refused.has(row.key))) {
      throw new StoreError('String or binary data would be truncated', 'data', '2628');
    }
    return inner.write(mandator, rows);
  };
  return {
    write(mandator, rows) {
      const result = write(mandator, rows);
      if (held !== null) {
        late.push(result.catch(() => undefined));
      }
      return result;
    },
    status: () => inner.status(),
    close() {
      held?.resolve(undefined);
      return inner.close();
    },
    failWith(error) {
      failure = error;
    },
    refuse(keys) {
      refused = new Set(keys);
    },
    hold() {
      held ??= Promise.withResolvers();
    },
    async release() {
      held?.resolve(undefined);
      held = null;
      await Promise.all(late);
      late = [];
    },
    tried,
  };
}
