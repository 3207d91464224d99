import type { UndoEntry } from './catalog.ts';

/** An open transaction: what it changed, so that all of it or a part can be undone. */
export interface Transaction {
  /** Names the transaction on the wire. */
  readonly descriptor: bigint;
  readonly name: string;
  /** Begun for one statement alone, and ended with it. */
  readonly automatic: boolean;
  readonly undo: UndoEntry[];
  readonly savepoints: Map<string, number>;
  /** @@TRANCOUNT */
  count: number;
}

/** Undoes from the end down to a length that the undo log had before. */
export function undoTo(undo: UndoEntry[], length: number): void {
  while (undo.length > length) {
    const entry = undo.pop() as UndoEntry;
    if (entry.kind === 'row') {
      entry.table.restore(entry.rowId, entry.before);
    } else {
      entry.undo();
    }
  }
}
