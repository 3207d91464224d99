import type { Column, Table } from '../../mapping/table.ts';
import { quoteIdentifier } from './identifiers.ts';
import {
  indexBytes,
  INDEX_BYTES,
  INDEX_COLUMNS,
  isCharacterType,
  keyBytes,
  OLD_INDEX_BYTES,
} from './index-room.ts';

/** SQL Server's identifiers have at most so many characters. */
const MAX_IDENTIFIER = 128;

/** Ids and watermarks differ by case, which most other collations ignore. */
export const KEY_COLLATION = 'Latin1_General_BIN2';

/** The columns whose uniqueness keeps a row from standing in the table twice. */
export interface UniqueKey {
  /** The digest, or without one the key's columns. */
  readonly columns: readonly Column[];
  /** Name of the constraint that `schema` creates. */
  readonly name: string;
  /**
   * `fits`: in every version. `fits-since-2016`: longer keys are only taken by newer versions. `impossible`: no index
   * over these columns.
   */
  readonly room: 'fits' | 'fits-since-2016' | 'impossible';
}

/** What has to be unique in a mapping's table. */
export function uniqueKeyOf(table: Table): UniqueKey {
  const digest = table.columns[table.digestIndex];
  const columns =
    digest === undefined ? table.keyIndexes.flatMap((index) => table.columns[index] ?? []) : [digest];
  const suffix = digest === undefined ? 'Key' : digest.name;
  const bytes = keyBytes(columns);
  const isOldRoom = bytes !== null && bytes <= OLD_INDEX_BYTES && columns.length <= INDEX_COLUMNS;
  const isRoom = bytes !== null && bytes <= INDEX_BYTES && columns.length <= INDEX_COLUMNS * 2;
  return {
    columns,
    name: objectName('UQ', table.name, suffix),
    room: isOldRoom ? 'fits' : isRoom ? 'fits-since-2016' : 'impossible',
  };
}

/** The first key columns that an index has room for, so that looking a key up need not read the whole table. */
export function searchableColumns(columns: readonly Column[]): readonly Column[] {
  const chosen: Column[] = [];
  let bytes = 0;
  for (const column of columns) {
    const own = indexBytes(column.type);
    if (own !== null && bytes + own <= OLD_INDEX_BYTES && chosen.length < INDEX_COLUMNS) {
      chosen.push(column);
      bytes += own;
    }
  }
  return chosen;
}

/** `PK_SyncNotification`, cut to what an identifier may have. */
export function objectName(...parts: readonly string[]): string {
  return parts.join('_').slice(0, MAX_IDENTIFIER);
}

/** `[a], [b]` */
export function columnList(columns: readonly Pick<Column, 'name'>[]): string {
  return columns.map(({ name }) => quoteIdentifier(name)).join(', ');
}

/** Whether a column of the key is compared as it stands, and so needs a collation that tells cases apart. */
export function needsKeyCollation(table: Table, index: number): boolean {
  const column = table.columns[index];
  return (
    table.digestIndex < 0 &&
    table.keyIndexes.includes(index) &&
    column !== undefined &&
    isCharacterType(column.type)
  );
}
