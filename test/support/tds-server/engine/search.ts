import type { BoundPredicate, BoundScalar, Env, EqualPair } from './bound.ts';
import { lookupKey } from './lookup.ts';
import { isBinary, isInteger, isString } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { Table } from './table.ts';
import type { SqlRow } from './value.ts';

interface KeyColumn {
  readonly index: number;
  readonly value: BoundScalar;
  readonly nullSafe: boolean;
}

/**
 * Finds a table's rows by hash where a condition asks for columns to be equal to something that is known by then.
 * What it finds is a superset: the condition is still checked.
 * @param available slots whose rows stand in the environment before this table is gone through
 * @returns null where the condition does not help
 */
export function searchedRows(
  table: Table,
  slot: number,
  predicate: BoundPredicate,
  available: ReadonlySet<number>,
): ((env: Env) => Iterable<SqlRow>) | null {
  const keys: KeyColumn[] = [];
  for (const pair of predicate.pairs) {
    const key = keyColumn(pair, slot, available);
    if (key !== null && !keys.some((other) => other.index === key.index)) {
      keys.push(key);
    }
  }
  if (keys.length === 0) {
    return null;
  }
  keys.sort((a, b) => a.index - b.index);
  const columns = keys.map((key) => key.index);
  return (env) => {
    const values: string[] = [];
    for (const key of keys) {
      const value = key.value.run(env);
      if (value === null && !key.nullSafe) {
        return [];
      }
      values.push(lookupKey(value));
    }
    return table.candidates(columns, values);
  };
}

function keyColumn(pair: EqualPair, slot: number, available: ReadonlySet<number>): KeyColumn | null {
  if (!pair.collation.accentSensitive) {
    return null;
  }
  const sides: readonly (readonly [BoundScalar, BoundScalar])[] = [
    [pair.left, pair.right],
    [pair.right, pair.left],
  ];
  for (const [column, value] of sides) {
    const isOwn = column.column?.slot === slot;
    if (
      isOwn &&
      value.slots.every((other) => available.has(other)) &&
      isSameFamily(column.type, value.type)
    ) {
      return { index: column.column.index, value, nullSafe: pair.nullSafe };
    }
  }
  return null;
}

/** Values of these types have equal keys where they are equal, without a conversion. */
function isSameFamily(a: SqlType, b: SqlType): boolean {
  return (
    (isString(a) && isString(b)) ||
    (isInteger(a) && isInteger(b) && a.kind !== 'bit' && b.kind !== 'bit') ||
    (isBinary(a) && isBinary(b)) ||
    (a.kind === b.kind && (a.kind === 'datetime2' || a.kind === 'uniqueidentifier'))
  );
}
