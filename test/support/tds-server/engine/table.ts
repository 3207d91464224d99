import type { Column, Database, IndexDefinition, Schema, UndoEntry } from './catalog.ts';
import { createLookup } from './lookup.ts';
import type { Lookup } from './lookup.ts';
import { createTableIndex } from './table-index.ts';
import type { TableIndex } from './table-index.ts';
import type { SqlRow } from './value.ts';

/** A table with its rows. Whoever changes rows hands over the undo log that the change is recorded in. */
export class Table {
  readonly database: Database;
  readonly schema: Schema;
  readonly name: string;
  readonly objectId: number;
  readonly createdAt = new Date();
  columns: readonly Column[];
  /** Next value of the identity column. Never goes back, not even on rollback. */
  nextIdentity: bigint;
  readonly #rows = new Map<number, SqlRow>();
  readonly #indexes: TableIndex[] = [];
  readonly #lookups = new Map<string, Lookup>();
  #nextRowId = 1;

  constructor(database: Database, schema: Schema, name: string, columns: readonly Column[]) {
    this.database = database;
    this.schema = schema;
    this.name = name;
    this.objectId = database.nextObjectId++;
    this.columns = columns;
    this.nextIdentity = BigInt(columns.find((column) => column.identity !== null)?.identity?.seed ?? 1);
  }

  /** `schema.name`, as messages name it. */
  get fullName(): string {
    return `${this.schema.name}.${this.name}`;
  }

  get rows(): ReadonlyMap<number, SqlRow> {
    return this.#rows;
  }

  get indexes(): readonly IndexDefinition[] {
    return this.#indexes.map((index) => index.definition);
  }

  /** Position of a column, -1 where there is none. */
  columnIndex(name: string): number {
    const wanted = name.toLowerCase();
    return this.columns.findIndex((column) => column.name.toLowerCase() === wanted);
  }

  /** @throws SqlError 2601, 2627 or 1946; the table is then as it was */
  insert(row: SqlRow, undo: UndoEntry[]): void {
    this.#put(this.#nextRowId++, row);
    undo.push({ kind: 'row', table: this, rowId: this.#nextRowId - 1, before: null });
  }

  /** @throws SqlError as `insert` */
  replace(rowId: number, row: SqlRow, undo: UndoEntry[]): void {
    const before = this.#remove(rowId);
    try {
      this.#put(rowId, row);
    } catch (error) {
      this.#put(rowId, before);
      throw error;
    }
    undo.push({ kind: 'row', table: this, rowId, before });
  }

  delete(rowId: number, undo: UndoEntry[]): void {
    undo.push({ kind: 'row', table: this, rowId, before: this.#remove(rowId) });
  }

  /** Puts a row back to what it was, or takes it away where it was not there. */
  restore(rowId: number, before: SqlRow | null): void {
    if (this.#rows.has(rowId)) {
      this.#remove(rowId);
    }
    if (before !== null) {
      this.#put(rowId, before);
    }
  }

  /** @throws SqlError 1505 where the rows that are there are not unique */
  addIndex(definition: IndexDefinition): void {
    const index = createTableIndex(this, definition);
    for (const [rowId, row] of this.#rows) {
      index.add(rowId, row, true);
    }
    this.#indexes.push(index);
  }

  dropIndex(name: string): void {
    const at = this.#indexes.findIndex((index) => index.definition.name.toLowerCase() === name.toLowerCase());
    if (at >= 0) {
      this.#indexes.splice(at, 1);
    }
  }

  /** Replaces the columns and, as they stand, all rows: for ALTER TABLE ADD. Columns that are there keep their place. */
  resetColumns(columns: readonly Column[], rows: readonly (readonly [rowId: number, row: SqlRow])[]): void {
    this.columns = columns;
    for (const [rowId, row] of rows) {
      this.#rows.set(rowId, row);
    }
    this.#lookups.clear();
  }

  /** The rows that may equal in these columns: a superset, found by hash. The hash is made when first asked for. */
  candidates(columns: readonly number[], keys: readonly string[]): Iterable<SqlRow> {
    const name = columns.join();
    let lookup = this.#lookups.get(name);
    if (lookup === undefined) {
      lookup = createLookup(columns);
      for (const [rowId, row] of this.#rows) {
        lookup.add(rowId, row);
      }
      this.#lookups.set(name, lookup);
    }
    return lookup.find(keys);
  }

  #put(rowId: number, row: SqlRow): void {
    const done: TableIndex[] = [];
    try {
      for (const index of this.#indexes) {
        index.add(rowId, row, false);
        done.push(index);
      }
    } catch (error) {
      done.forEach((index) => index.remove(rowId, row));
      throw error;
    }
    this.#rows.set(rowId, row);
    for (const lookup of this.#lookups.values()) {
      lookup.add(rowId, row);
    }
  }

  #remove(rowId: number): SqlRow {
    const row = this.#rows.get(rowId);
    if (row === undefined) {
      throw new Error(`row ${rowId} of ${this.fullName} is gone`);
    }
    this.#rows.delete(rowId);
    this.#indexes.forEach((index) => index.remove(rowId, row));
    for (const lookup of this.#lookups.values()) {
      lookup.remove(rowId, row);
    }
    return row;
  }
}
