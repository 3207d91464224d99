import { formatColumnType } from '../mapping/column-type.ts';
import type { Row, Table, Value } from '../mapping/table.ts';

/** A column that a spooled value belongs to: its name, and its type as T-SQL writes it. */
export interface LayoutColumn {
  readonly name: string;
  readonly type: string;
}

/**
 * The columns of a table as they are kept beside the values, because the mapping may be another one when the rows
 * are forwarded. The digest column is left out: it is made anew from the key.
 */
export function layoutOf(table: Table): string {
  const columns = table.columns.flatMap(({ name, type }, index): LayoutColumn[] =>
    index === table.digestIndex ? [] : [{ name, type: formatColumnType(type) }],
  );
  return JSON.stringify(columns);
}

/** A row's values in the order of its layout, as JSON: bigint as decimal text, bytes as base64. */
export function encodeValues(table: Table, row: Row): string {
  return JSON.stringify(
    row.values.filter((_, index) => index !== table.digestIndex).map((value) => encodeValue(value)),
  );
}

function encodeValue(value: Value): string | number | boolean | null {
  if (typeof value === 'bigint') {
    return String(value);
  }
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

/** @throws SyntaxError where it is no layout */
export function parseLayout(layout: string): readonly LayoutColumn[] {
  const columns: unknown = JSON.parse(layout);
  if (!Array.isArray(columns) || !columns.every(isLayoutColumn)) {
    throw new SyntaxError('the spooled row has no readable list of columns');
  }
  return columns;
}

/**
 * The values of a layout's columns.
 * @throws SyntaxError where the body does not belong to the layout
 */
export function decodeValues(columns: readonly LayoutColumn[], body: string): Value[] {
  const values: unknown = JSON.parse(body);
  if (!Array.isArray(values) || values.length !== columns.length) {
    throw new SyntaxError('the spooled row has other values than its columns');
  }
  return columns.map(({ type }, index) => decodeValue(type, values[index]));
}

function decodeValue(type: string, value: unknown): Value {
  if (typeof value === 'string') {
    if (type === 'bigint') {
      return BigInt(value);
    }
    return /^(var)?binary\(/.test(type) ? Uint8Array.from(Buffer.from(value, 'base64')) : value;
  }
  if (value === null || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw new SyntaxError('the spooled row has a value that no column has');
}

function isLayoutColumn(column: unknown): column is LayoutColumn {
  const { name, type } = (column ?? {}) as Partial<Record<'name' | 'type', unknown>>;
  return typeof name === 'string' && typeof type === 'string';
}
