import { HIDDEN, isSecretName } from './hide-secrets.ts';
import type { PlainValue } from './plain-value.ts';
import { plainString, plainValue } from './plain-value.ts';

/** What goes with a message. The names `time`, `level` and `message` are taken and get a `field.` in front. */
export type Fields = Readonly<Record<string, unknown>>;

/** One record, before it is a line. */
export interface LogRecord {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: string;
  readonly message: string;
  readonly fields: Fields | undefined;
}

/**
 * What JSON leaves as it is and a terminal, an editor or a log viewer acts upon: delete and the C1 controls (an
 * 8-bit terminal takes 9B as the start of an escape sequence), the separators that JavaScript and some viewers
 * break lines at, and the marks that turn the direction of text around.
 */
const ACTIVE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const HAS_ACTIVE = new RegExp(ACTIVE.source);

const RESERVED = new Set(['time', 'level', 'message']);

/** A text that needs no quotes in a readable line. */
const PLAIN_WORD = /^[^\s"'=\\\p{Cc}]+$/u;

interface FieldName {
  readonly json: string;
  readonly word: string;
  readonly isSecret: boolean;
}

const fieldNames = new Map<string, FieldName>();
const MOST_NAMES = 1000;

let lastTime = NaN;
let lastIso = '';

/** A record as one JSON object, without a line break. */
export function jsonLine(record: LogRecord, withStacks: boolean): string {
  let line = `{"time":"${isoTime(record.time)}","level":"${record.level}","message":${quote(plainString(record.message))}`;
  for (const name in record.fields) {
    const value = record.fields[name];
    if (value !== undefined) {
      const { json, isSecret } = fieldName(name);
      line += `,${json}:${encode(isSecret ? HIDDEN : plainValue(value, withStacks))}`;
    }
  }
  return `${line}}`;
}

/**
 * A record as one readable line: `2026-01-31T09:30:00.000Z INFO  message name=value`.
 * @param label the level as it is shown, padded and perhaps coloured
 */
export function textLine(record: LogRecord, withStacks: boolean, label: string): string {
  return `${isoTime(record.time)} ${label} ${textOf(record, withStacks)}`;
}

/** A record as readable words alone: `message name=value`. */
export function textOf(record: LogRecord, withStacks: boolean): string {
  let line = quote(plainString(record.message)).slice(1, -1);
  for (const name in record.fields) {
    const value = record.fields[name];
    if (value !== undefined) {
      const { word, isSecret } = fieldName(name);
      line += ` ${word}=${wordOf(isSecret ? HIDDEN : plainValue(value, withStacks))}`;
    }
  }
  return line;
}

/** Names of fields stand in the code, so they are few: what is known of them is worked out once. */
function fieldName(name: string): FieldName {
  const known = fieldNames.get(name);
  if (known !== undefined) {
    return known;
  }
  const key = plainString(RESERVED.has(name) ? `field.${name}` : name);
  const made = { json: quote(key), word: wordOf(key), isSecret: isSecretName(name) };
  if (fieldNames.size < MOST_NAMES) {
    fieldNames.set(name, made);
  }
  return made;
}

function wordOf(value: PlainValue): string {
  return typeof value === 'string' && PLAIN_WORD.test(value) && !HAS_ACTIVE.test(value)
    ? value
    : encode(value);
}

function encode(value: PlainValue): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : quote(value);
}

/** JSON, with everything escaped that could act on whoever reads it. */
function quote(value: PlainValue): string {
  const json = JSON.stringify(value);
  return HAS_ACTIVE.test(json)
    ? json.replaceAll(ACTIVE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : json;
}

/** Many lines share a millisecond, and formatting it is the dearest part of a short line. */
function isoTime(time: number): string {
  if (time !== lastTime) {
    lastTime = time;
    lastIso = new Date(time).toISOString();
  }
  return lastIso;
}
