import type { BindContext, BoundScalar } from '../bound.ts';
import { convertValue } from '../convert.ts';
import type { ConvertOptions } from '../convert.ts';
import { INT, MAX, sqlType } from '../sql-type.ts';
import type { SqlType } from '../sql-type.ts';
import type { SqlValue } from '../value.ts';

/** What a call was bound with. */
export interface CallSite {
  readonly arguments: readonly BoundScalar[];
  readonly context: BindContext;
}

/** A built-in function. */
export interface FunctionDefinition {
  readonly min: number;
  readonly max: number;
  /** The result's type, which may depend on the arguments'. */
  readonly type: SqlType | ((parameters: readonly BoundScalar[]) => SqlType);
  /** Without this, a NULL among the arguments makes the result NULL. */
  readonly takesNull?: boolean;
  readonly run: (values: readonly SqlValue[], site: CallSite) => SqlValue;
}

/** Functions by their upper-case names. */
export type FunctionTable = Readonly<Record<string, FunctionDefinition>>;

const TEXT = sqlType('nvarchar', MAX);
const IMPLICIT: ConvertOptions = { explicit: false, style: null };

/** An argument as text. NULL becomes the empty string: check before where that matters. */
export function textArgument(values: readonly SqlValue[], site: CallSite, at: number): string {
  const value = convertValue(values[at] ?? null, site.arguments[at]?.type ?? TEXT, TEXT, IMPLICIT);
  return typeof value === 'string' ? value : '';
}

/** An argument as an int; NULL becomes 0. */
export function intArgument(values: readonly SqlValue[], site: CallSite, at: number): number {
  return Number(convertValue(values[at] ?? null, site.arguments[at]?.type ?? INT, INT, IMPLICIT) ?? 0);
}
