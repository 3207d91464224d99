import { InvalidArgumentError } from 'commander';
import type { Language } from '../language.ts';
import { EVENT_KINDS } from '../mapping/events.ts';
import type { EventKind } from '../mapping/events.ts';
import { PROGRAM_TEXTS } from './program-texts.ts';

/** A parser for commander: a whole number from `min` to `max`. */
export function wholeNumber(
  language: Language,
  min: number,
  max: number | null = null,
): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(value >= min && value <= (max ?? Number.MAX_SAFE_INTEGER))) {
      throw new InvalidArgumentError(PROGRAM_TEXTS[language].wholeNumber(min, max, text));
    }
    return value;
  };
}

/** A parser for commander: a number above 0, in plain decimal notation, up to `max`. */
export function positiveNumber(language: Language, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (!(value > 0 && value <= max)) {
      throw new InvalidArgumentError(PROGRAM_TEXTS[language].positiveNumber(max, text));
    }
    return value;
  };
}

/** A parser for commander: event kinds separated by commas, in any case, with or without `Event`. */
export function eventKinds(language: Language): (text: string) => readonly EventKind[] {
  return (text) =>
    text.split(',').map((part) => {
      const name = part.trim().toLowerCase();
      const kind = EVENT_KINDS.find((known) =>
        [known, known.replace(/Event$/, '')].some((k) => k.toLowerCase() === name),
      );
      if (kind === undefined) {
        throw new InvalidArgumentError(
          PROGRAM_TEXTS[language].eventKind(EVENT_KINDS.join(', '), part.trim()),
        );
      }
      return kind;
    });
}

/** A parser for commander: an http or https URL. */
export function httpUrl(language: Language): (text: string) => URL {
  return (text) => {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol)) {
      throw new InvalidArgumentError(PROGRAM_TEXTS[language].httpUrl(text));
    }
    return url;
  };
}

/** A parser for commander: a response code of Exchange, such as ErrorReadEventsFailed. */
export function responseCode(language: Language): (text: string) => string {
  return (text) => {
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(text)) {
      throw new InvalidArgumentError(PROGRAM_TEXTS[language].responseCode(text));
    }
    return text;
  };
}
