import { formatColumnType } from '../mapping/column-type.ts';
import { convert } from '../mapping/convert.ts';
import { keyDigest } from '../mapping/key-digest.ts';
import type { Column, Row, Table, Value } from '../mapping/table.ts';
import { decodeValues, parseLayout, type LayoutColumn } from './layout.ts';
import type { SpooledRow } from './spooled-row.ts';

/** A spooled row cannot be written by the mapping of today. */
export class UnfitRowError extends Error {
  readonly code: 'MAPPING' | 'UNREADABLE';

  constructor(message: string, code: 'MAPPING' | 'UNREADABLE') {
    super(message);
    this.name = 'UnfitRowError';
    this.code = code;
  }
}

/**
 * Makes the function that turns spooled rows into rows of a table, whatever mapping they were spooled under:
 * values find their columns by name, and are converted where the type is another one. A column that the row
 * knows nothing of is NULL. The key is made anew, since its columns may have changed.
 * @returns throws UnfitRowError where a value has no column any more, or does not fit it
 */
export function createRowFitter(table: Table): (spooled: SpooledRow) => Row {
  const plans = new Map<string, Plan>();
  const planOf = (layout: string): Plan => {
    let plan = plans.get(layout);
    if (plan === undefined) {
      plan = makePlan(table, parseLayout(layout));
      plans.set(layout, plan);
    }
    return plan;
  };
  return ({ layout, body }) => {
    const { columns, targets } = readable(() => planOf(layout));
    const stored = readable(() => decodeValues(columns, body));
    const values = new Array<Value>(table.columns.length).fill(null);
    stored.forEach((value, index) => {
      const target = targets[index];
      const name = columns[index]?.name ?? '';
      if (target !== undefined) {
        values[target.index] = target.same ? value : convertStored(value, target.column);
      } else if (value !== null) {
        throw new UnfitRowError(`the mapping has no column "${name}" any more`, 'MAPPING');
      }
    });
    const key = keyDigest(values, table.keyIndexes);
    if (table.digestIndex >= 0) {
      values[table.digestIndex] = Buffer.from(key, 'hex');
    }
    return { values, key };
  };
}

interface Plan {
  readonly columns: readonly LayoutColumn[];
  /** Where each stored value goes; undefined where its column is gone. */
  readonly targets: readonly (Target | undefined)[];
}

interface Target {
  readonly index: number;
  readonly column: Column;
  /** Whether the type is the same, so that the value is taken as it is. */
  readonly same: boolean;
}

function makePlan(table: Table, columns: readonly LayoutColumn[]): Plan {
  const byName = new Map(
    table.columns
      .map((column, index) => [column.name.toLowerCase(), { column, index }] as const)
      .filter(([, { index }]) => index !== table.digestIndex),
  );
  const targets = columns.map(({ name, type }): Target | undefined => {
    const found = byName.get(name.toLowerCase());
    return found && { ...found, same: formatColumnType(found.column.type) === type };
  });
  return { columns, targets };
}

function convertStored(value: Value, column: Column): Value {
  const plain = typeof value === 'bigint' ? String(value) : value;
  const found = plain instanceof Uint8Array ? `0x${Buffer.from(plain).toString('hex')}` : plain;
  try {
    return convert(found, column.type);
  } catch (error) {
    if (error instanceof RangeError) {
      const type = formatColumnType(column.type);
      throw new UnfitRowError(`column "${column.name}" is ${type} now: ${error.message}`, 'MAPPING');
    }
    throw error;
  }
}

function readable<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new UnfitRowError(error.message, 'UNREADABLE');
    }
    throw error;
  }
}
