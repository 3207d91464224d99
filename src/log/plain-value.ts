import { HIDDEN, hideSecrets, isSecretName } from './hide-secrets.ts';

/** What a log line can hold: JSON, without anything that runs code or grows without bound. */
export type PlainValue =
  string | number | boolean | null | readonly PlainValue[] | { readonly [name: string]: PlainValue };

/** Characters that a logged string may have. Longer ones are cut: a line is no place for a body. */
const LONGEST_STRING = 2000;
const MOST_ENTRIES = 50;
const DEEPEST = 4;

/**
 * Makes a value fit for a log line: secrets hidden, long strings and lists cut with a note, bytes counted instead
 * of shown, errors reduced to what is useful. Never throws, whatever getters and proxies do.
 * @param withStacks whether errors show their stack
 */
export function plainValue(value: unknown, withStacks: boolean, depth = 0): PlainValue {
  switch (typeof value) {
    case 'string':
      return plainString(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    case 'object':
      return value === null ? null : guarded(value, withStacks, depth);
    default:
      return typeof value === 'function' ? '(function)' : plainString(String(value));
  }
}

/** A string without secrets, cut where it is too long. */
export function plainString(text: string): string {
  if (text.length <= LONGEST_STRING) {
    return hideSecrets(text);
  }
  return `${hideSecrets(text).slice(0, LONGEST_STRING)}... (${text.length} characters)`;
}

function guarded(value: object, withStacks: boolean, depth: number): PlainValue {
  try {
    return plainObject(value, withStacks, depth);
  } catch {
    return '(unreadable)';
  }
}

function plainObject(value: object, withStacks: boolean, depth: number): PlainValue {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  }
  if (ArrayBuffer.isView(value)) {
    return `(${value.byteLength} bytes)`;
  }
  if (depth >= DEEPEST) {
    return Array.isArray(value) ? '(list)' : '(object)';
  }
  if (value instanceof Error) {
    return plainError(value, withStacks, depth);
  }
  if (Array.isArray(value)) {
    const entries = value.slice(0, MOST_ENTRIES).map((entry) => plainValue(entry, withStacks, depth + 1));
    return value.length > MOST_ENTRIES ? [...entries, `... (${value.length} entries)`] : entries;
  }
  if (value instanceof Map || value instanceof Set) {
    return `(${value.size} entries)`;
  }
  const entries = Object.entries(value);
  const shown = entries.slice(0, MOST_ENTRIES).map(([name, entry]): [string, PlainValue] => {
    const plain = isSecretName(name) ? HIDDEN : plainValue(entry, withStacks, depth + 1);
    return [plainString(name), plain];
  });
  return Object.fromEntries(
    entries.length > MOST_ENTRIES ? [...shown, ['...', `(${entries.length} entries)`]] : shown,
  );
}

function plainError(error: Error, withStacks: boolean, depth: number): PlainValue {
  const plain: Record<string, PlainValue> = {
    name: plainString(error.name),
    message: plainString(error.message),
  };
  if ('code' in error && error.code !== undefined) {
    plain['code'] = plainValue(error.code, false, DEEPEST);
  }
  if (withStacks && error.stack !== undefined) {
    plain['stack'] = plainString(error.stack);
  }
  if (error.cause !== undefined) {
    plain['cause'] = plainValue(error.cause, withStacks, depth + 1);
  }
  if (error instanceof AggregateError) {
    plain['errors'] = plainValue(error.errors, withStacks, depth + 1);
  }
  return plain;
}
