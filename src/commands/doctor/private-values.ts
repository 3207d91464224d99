/** What a value is that is nobody else's business: the word in its placeholder, `<host-1>`. */
export type PrivateKind =
  | 'host'
  | 'address'
  | 'mandator'
  | 'database'
  | 'user'
  | 'name'
  | 'path'
  | 'title'
  | 'mailbox'
  | 'mail'
  | 'url';

/** Values that `--redact` has to take out. */
export interface PrivateValues {
  /** Notes a value and gives it back. */
  readonly keep: (kind: PrivateKind, value: string) => string;
  readonly entries: () => readonly (readonly [value: string, kind: PrivateKind])[];
}

/** Words of the product and of Windows that stand for nobody: to take them out would only hide what is meant. */
const HARMLESS = new Set(
  [
    ...[
      'rooms',
      'default',
      'localhost',
      'syncnotification',
      'sync-notification',
      'rooms-sync-notification',
      'dbo',
    ],
    ...[
      '127.0.0.1',
      '0.0.0.0',
      '::',
      '::1',
      'root',
      'node',
      'system',
      'sa',
      'any',
      'all',
      '*',
      '/',
      '.',
      'http',
      'https',
    ],
  ].map((word) => word.toLowerCase()),
);

/** Collects values from wherever they are seen. */
export function createPrivateValues(): PrivateValues {
  const values = new Map<string, PrivateKind>();
  return {
    keep(kind, value) {
      const text = value.trim();
      if (text !== '' && !HARMLESS.has(text.toLowerCase()) && !values.has(text.toLowerCase())) {
        values.set(text.toLowerCase(), kind);
      }
      return value;
    },
    entries: () => [...values],
  };
}
