import type { Language } from '../../language.ts';

/** How values are written for people: numbers and times in a language's form, times in one zone. */
export interface Formats {
  readonly number: (value: number) => string;
  /** `1.5 MiB` */
  readonly bytes: (value: number) => string;
  /** `12 ms`, `1.2 s` */
  readonly milliseconds: (value: number) => string;
  /** Hour and minute. */
  readonly clock: (iso: string) => string;
  /** The day alone. */
  readonly day: (iso: string) => string;
  /** To the second; on another day than that of `now` the day, and to the minute. */
  readonly time: (iso: string, now: string) => string;
  /** How long ago in the largest unit that fits: `3 min. ago` */
  readonly ago: (iso: string, now: string) => string;
  /** A span in its largest unit: `3 days`. */
  readonly span: (ms: number) => string;
  /** What the zone is away from UTC: `UTC+01:00` */
  readonly offset: (now: string) => string;
  /** The zone's name with it: `Europe/Zurich, UTC+01:00` */
  readonly zone: (now: string) => string;
}

/** Both countries' habits: 24 hours, and in German the Swiss grouping of digits. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-CH' };

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

const SPANS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** @param timeZone IANA name; one that is not known must not get here (`isTimeZone`) */
export function createFormats(language: Language, timeZone: string): Formats {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const justNow = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' });
  const clock = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' });
  const seconds = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'medium' });
  const full = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const offsetOf = (now: string): string => {
    if (timeZone === 'UTC') {
      return timeZone;
    }
    const parts = offset.formatToParts(new Date(now));
    return parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? timeZone;
  };
  const number = (value: number): string => (Math.abs(value) < 10 ? fine : whole).format(value);
  const units = SPANS.map(
    ([unit]) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
  );
  return {
    number,
    bytes(value) {
      const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
      return `${(power === 0 ? whole : fine).format(value / 1024 ** power)} ${BYTE_UNITS[power] ?? ''}`;
    },
    milliseconds: (value) => (value < 10_000 ? `${number(value)} ms` : `${fine.format(value / 1000)} s`),
    clock: (iso) => clock.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    time(iso, now) {
      const at = new Date(iso);
      const isToday = day.format(at) === day.format(new Date(now));
      return (isToday ? seconds : full).format(at);
    },
    ago(iso, now) {
      const [unit, count] = inLargestUnit(Date.parse(now) - Date.parse(iso));
      return count === 0 ? justNow : relative.format(-count, unit);
    },
    span(ms) {
      const [unit, count] = inLargestUnit(ms);
      const index = SPANS.findIndex(([name]) => name === unit);
      return units[index]?.format(count) ?? '';
    },
    offset: offsetOf,
    zone: (now) => (offsetOf(now) === timeZone ? timeZone : `${timeZone}, ${offsetOf(now)}`),
  };
}

/** Whether a name is that of a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A clock that was set back makes a span negative; it is then none. */
function inLargestUnit(ms: number): [unit: (typeof SPANS)[number][0], count: number] {
  const span = Math.max(0, ms);
  // From two of a unit on: 90 minutes are told as minutes, for "1 hour" would be half of it too little.
  const [unit, size] = SPANS.find(([, length]) => span >= 2 * length) ?? SPANS[3];
  return [unit, Math.floor(span / size)];
}
