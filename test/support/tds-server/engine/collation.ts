import { SqlError } from './sql-error.ts';

/** How strings compare. Supplementary characters and the order of old SQL_ collations are not modelled. */
export interface Collation {
  readonly name: string;
  readonly binary: boolean;
  readonly caseSensitive: boolean;
  readonly accentSensitive: boolean;
}

/** What SQL Server installs with by default on an English Windows. */
export const DEFAULT_COLLATION = 'SQL_Latin1_General_CP1_CI_AS';

const known = new Map<string, Collation>();

/** @throws SqlError 448 where the name is no collation's. UTF-8 collations are refused. */
export function collationByName(name: string): Collation {
  const cached = known.get(name.toLowerCase());
  if (cached !== undefined) {
    return cached;
  }
  const binary = /^\w+_BIN2?$/i.test(name);
  const flags = /^[A-Za-z]\w*_(CI|CS)_(AI|AS)(_KS)?(_WS)?(_SC)?$/i.exec(name);
  if (!binary && flags === null) {
    throw new SqlError(448, `Invalid collation '${name}'.`);
  }
  const collation: Collation = {
    name,
    binary,
    caseSensitive: binary || flags?.[1]?.toUpperCase() === 'CS',
    accentSensitive: binary || flags?.[2]?.toUpperCase() === 'AS',
  };
  known.set(name.toLowerCase(), collation);
  return collation;
}

const NOT_ASCII = /[^\0-\x7f]/;
const MARKS = /\p{Mn}/gu;

/**
 * A string that is equal for strings that are equal under the collation. Trailing spaces never count in a
 * comparison, not even in a binary one.
 */
export function comparisonKey(text: string, collation: Collation): string {
  const trimmed = trimSpaces(text);
  if (collation.binary) {
    return trimmed;
  }
  const cased = collation.caseSensitive ? trimmed : trimmed.toLowerCase();
  if (!NOT_ASCII.test(cased)) {
    return cased;
  }
  return collation.accentSensitive
    ? cased.normalize('NFC')
    : cased.normalize('NFD').replace(MARKS, '').normalize('NFC');
}

/** Key that is equal wherever the strings are equal under any collation that tells accents apart. */
export function coarseKey(text: string): string {
  const key = trimSpaces(text).toLowerCase();
  return NOT_ASCII.test(key) ? key.normalize('NFC') : key;
}

const orders = new Map<string, Intl.Collator>();

/** Negative, zero or positive, as for sort. */
export function compareStrings(a: string, b: string, collation: Collation): number {
  const left = comparisonKey(a, collation);
  const right = comparisonKey(b, collation);
  if (left === right) {
    return 0;
  }
  if (collation.binary) {
    return left < right ? -1 : 1;
  }
  const sensitivity = collation.caseSensitive ? 'variant' : collation.accentSensitive ? 'accent' : 'base';
  let order = orders.get(sensitivity);
  if (order === undefined) {
    order = new Intl.Collator('en', { sensitivity });
    orders.set(sensitivity, order);
  }
  // Strings whose keys differ are never equal, whatever the collator makes of unusual characters.
  return order.compare(left, right) || (left < right ? -1 : 1);
}

function trimSpaces(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x20) {
    end--;
  }
  return end === text.length ? text : text.slice(0, end);
}
