import { InvalidArgumentError } from 'commander';
import { EVENT_KINDS } from '../mapping/events.ts';
import type { EventKind } from '../mapping/events.ts';

/** A parser for commander: a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = max === Number.MAX_SAFE_INTEGER ? `from ${min} on` : `from ${min} to ${max}`;
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(value >= min && value <= max)) {
      throw new InvalidArgumentError(`Expected a whole number ${range}, found "${text}".`);
    }
    return value;
  };
}

/** A parser for commander: a number above 0, in plain decimal notation, up to `max`. */
export function positiveNumber(max: number): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (!(value > 0 && value <= max)) {
      throw new InvalidArgumentError(`Expected a number above 0 and up to ${max}, found "${text}".`);
    }
    return value;
  };
}

/** A parser for commander: event kinds separated by commas, in any case, with or without `Event`. */
export function eventKinds(text: string): readonly EventKind[] {
  return text.split(',').map((part) => {
    const name = part.trim().toLowerCase();
    const kind = EVENT_KINDS.find((known) =>
      [known, known.replace(/Event$/, '')].some((k) => k.toLowerCase() === name),
    );
    if (kind === undefined) {
      throw new InvalidArgumentError(`Expected some of ${EVENT_KINDS.join(', ')}, found "${part.trim()}".`);
    }
    return kind;
  });
}

/** A parser for commander: an http or https URL. */
export function httpUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError(`Expected an http or https URL, found "${text}".`);
  }
  return url;
}

/** A parser for commander: a response code of Exchange, such as ErrorReadEventsFailed. */
export function responseCode(text: string): string {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(text)) {
    throw new InvalidArgumentError(`Expected a code such as ErrorReadEventsFailed, found "${text}".`);
  }
  return text;
}
