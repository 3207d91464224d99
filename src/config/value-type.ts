import { isIP } from 'node:net';
import { z } from 'zod';
import { parseDuration, parseSize, splitList } from './spellings.ts';

/** How the value of a setting is read, whichever source it comes from, and how that is told to a person. */
export interface ValueType<T> {
  readonly schema: z.ZodType<T>;
  /** Completes the sentence "allowed: ...". */
  readonly allowed: string;
  /** Stands for the value in `--name <placeholder>`. */
  readonly placeholder: string;
  /** The value is a path, made absolute against the folder of the file that it stands in or the working folder. */
  readonly isPath?: true;
  /**
   * The value is by mandator: `{ "PROD": value }` in the file, `SYNC_NAME_PROD` in the environment.
   * `eachOrAll` may also be given once for all that have none of their own.
   */
  readonly perMandator?: 'each' | 'eachOrAll';
}

/** Values by mandator, under the names they were given with; `*` holds the value for all others. */
export type PerMandator = Readonly<Record<string, string>>;

const MILLISECONDS_A_DAY = 86_400_000;

/** A whole number. */
export function integer(min: number, max: number): ValueType<number> {
  return {
    schema: z.preprocess(
      (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
      z.int().min(min).max(max),
    ),
    allowed: `a whole number from ${min} to ${max}`,
    placeholder: 'number',
  };
}

/** A time in milliseconds, also spelt `500ms`, `75s`, `10m`, `1h`. At most a day. */
export function duration(min: number): ValueType<number> {
  return {
    schema: z.preprocess(parseDuration, z.int().min(min).max(MILLISECONDS_A_DAY)),
    allowed: `a time from ${min} ms to 24h, such as 75s, 10m or a number of milliseconds`,
    placeholder: 'time',
  };
}

/** A number of bytes, also spelt `4MiB`, `512kB`. */
export function byteSize(min: number, max: number): ValueType<number> {
  return {
    schema: z.preprocess(parseSize, z.int().min(min).max(max)),
    allowed: `a size from ${min} to ${max} bytes, such as 4MiB, 512kB or a number of bytes`,
    placeholder: 'size',
  };
}

/** One of a few words, whatever their case. */
export function oneOf<const T extends string>(words: readonly T[]): ValueType<T> {
  return {
    schema: z.preprocess(
      (value) =>
        typeof value === 'string'
          ? (words.find((word) => word.toLowerCase() === value.toLowerCase()) ?? value)
          : value,
      z.enum(words),
    ),
    allowed: `one of ${words.join(', ')}`,
    placeholder: words.join('|'),
  };
}

/** A switch: `on` or `off`, and what other programs call them. */
export function onOff(): ValueType<boolean> {
  return {
    schema: z.preprocess((value) => {
      const word = typeof value === 'string' ? value.toLowerCase() : value;
      if (word === 'on' || word === 'true' || word === 'yes' || word === '1') {
        return true;
      }
      return word === 'off' || word === 'false' || word === 'no' || word === '0' ? false : word;
    }, z.boolean()),
    allowed: 'on or off',
    placeholder: 'on|off',
  };
}

/** Text that is not empty and holds no control characters. */
export function text(allowed: string, placeholder: string): ValueType<string> {
  return { schema: plainText(), allowed, placeholder };
}

/** An address to listen on. What no URL could name would be refused by the system much later. */
export function ownAddress(): ValueType<string> {
  return {
    schema: plainText().refine((value) => isIP(value) !== 0 || /^[\p{L}\p{N}._-]+$/u.test(value)),
    allowed: 'an IP address or host name of this machine',
    placeholder: 'address',
  };
}

/** A path; an absolute one comes out of it. */
export function filePath(allowed: string, placeholder: 'file' | 'folder'): ValueType<string> {
  return { schema: plainText(), allowed, placeholder, isPath: true };
}

/** The address of another endpoint: what identifies callers or mandators is not part of it. */
export function endpointUrl(): ValueType<string> {
  return {
    schema: plainText().refine((value) => {
      const url = URL.parse(value);
      return url !== null && /^https?:$/.test(url.protocol) && !/[?#@]/.test(value);
    }),
    allowed: 'an http or https URL without user, query and fragment',
    placeholder: 'url',
  };
}

/** A list of texts; one string is split at commas. Entries that match nothing but `pattern` are refused. */
export function list(pattern: RegExp, allowed: string, placeholder: string): ValueType<readonly string[]> {
  return {
    schema: z.preprocess(splitList, z.array(plainText().regex(pattern)).min(1).readonly()),
    allowed,
    placeholder,
  };
}

/**
 * Where to listen: a TCP port, or a named pipe or socket path as iisnode hands it over. A path stays the string
 * it is; only digits make a number.
 */
export function listenAddress(): ValueType<number | string> {
  return {
    schema: z.preprocess(
      (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
      z.union([z.int().min(0).max(65_535), plainText().regex(/[\\/]/)]),
    ),
    allowed: 'a TCP port from 0 to 65535, or the path of a named pipe or socket',
    placeholder: 'port|path',
  };
}

/** A text for each mandator, and with `eachOrAll` one for those that have none of their own. */
export function perMandator(allowed: string, kind: 'each' | 'eachOrAll'): ValueType<PerMandator> {
  const names = z.record(plainText(), z.string().min(1)).readonly();
  return {
    schema: kind === 'eachOrAll' ? names : names.refine((values) => !Object.hasOwn(values, '*')),
    allowed,
    placeholder: 'text',
    perMandator: kind,
  };
}

function plainText(): z.ZodString {
  return z
    .string()
    .min(1)
    .regex(/^\P{Cc}*$/u);
}
