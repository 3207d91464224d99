import type { Row } from '../mapping/table.ts';
import { StoreError } from '../store/store-error.ts';
import { UnfitRowError } from './fit-row.ts';
import type { SetAside } from './spool-queue.ts';
import type { SpooledRow } from './spooled-row.ts';

export interface ForwardBatchOptions {
  /** Makes a spooled row one of the table. @throws UnfitRowError */
  readonly fit: (spooled: SpooledRow) => Row;
  /** Commits rows in the database, all or none. @throws StoreError */
  readonly write: (rows: readonly Row[]) => Promise<unknown>;
  /** Hears of rows that are committed, in their order. */
  readonly forwarded: (rows: readonly SpooledRow[]) => Promise<void>;
  /** Hears of rows that the database will never take. */
  readonly refused: (rows: readonly SetAside[]) => Promise<void>;
}

interface Fitted {
  readonly spooled: SpooledRow;
  readonly row: Row;
}

/**
 * Writes spooled rows in order. Where the database refuses rows for their data, halves are tried until the
 * unfit ones are found; the others are written.
 * @throws StoreError of any other class; what was reported before is done
 */
export async function forwardBatch(
  spooled: readonly SpooledRow[],
  options: ForwardBatchOptions,
): Promise<void> {
  const { fit, write, forwarded, refused } = options;
  const fitted: Fitted[] = [];
  const unfit: SetAside[] = [];
  for (const one of spooled) {
    try {
      fitted.push({ spooled: one, row: fit(one) });
    } catch (error) {
      if (!(error instanceof UnfitRowError)) {
        throw error;
      }
      unfit.push({ seq: one.seq, code: error.code, reason: error.message });
    }
  }
  const writeAll = async (rows: readonly Fitted[]): Promise<void> => {
    if (rows.length === 0) {
      return;
    }
    try {
      await write(rows.map(({ row }) => row));
    } catch (error) {
      if (!(error instanceof StoreError) || error.class !== 'data') {
        throw error;
      }
      const [alone] = rows;
      if (rows.length === 1 && alone !== undefined) {
        await refused([{ seq: alone.spooled.seq, code: error.code, reason: error.message }]);
      } else {
        const middle = Math.ceil(rows.length / 2);
        await writeAll(rows.slice(0, middle));
        await writeAll(rows.slice(middle));
      }
      return;
    }
    await forwarded(rows.map((one) => one.spooled));
  };
  await writeAll(fitted);
  if (unfit.length > 0) {
    await refused(unfit);
  }
}
