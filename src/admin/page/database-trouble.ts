/** What keeps a database from taking rows, as far as an administrator has to tell cases apart. */
export type DatabaseTrouble =
  | 'not_reached'
  | 'too_slow'
  | 'login_refused'
  | 'no_database'
  | 'no_rights'
  | 'table_differs'
  | 'full'
  | 'read_only'
  | 'tls'
  | 'starting'
  | 'other';

/**
 * Numbers of SQL Server (sys.messages) and words of drivers, the first that fits decides. A connection that fails
 * over TLS is a failed connection too, so TLS stands before it.
 */
const SIGNS: readonly (readonly [sign: RegExp, trouble: DatabaseTrouble])[] = [
  [/error (18450|18452|18456|18470|18486|18487|18488|40532):/, 'login_refused'],
  [/error (4060|4064|916|942|40615):/, 'no_database'],
  [/error (229|230|262|297|300):/, 'no_rights'],
  [/error (206|207|208|213|257|271|402|544|8180):|no such (table|column)/, 'table_differs'],
  [/error (1101|1105|9002|40544):|SQLITE_FULL|database or disk is full|ENOSPC/, 'full'],
  [/error (3906|3908|976|978|979|983):|SQLITE_READONLY|readonly database/, 'read_only'],
  [/error (921|922|924|927|952|18401|18451|18461|6005|6006|17142|40613|42109):/, 'starting'],
  [
    /error (1204|1205|1222|701|802|8645|8651):|within \d+ ?(ms|s)\b|timed? ?out|deadline|SQLITE_BUSY/i,
    'too_slow',
  ],
  [/certificate|self.signed|altnames|tlsv1|ssl routines|encrypt/i, 'tls'],
  [
    /ECONN|ENOTFOUND|EHOST|ENET|EAI_|could not connect|failed to connect|socket|connection (lost|closed)/i,
    'not_reached',
  ],
];

/** Sorts what a database said into the cases that have plain words. */
export function databaseTrouble(error: string): DatabaseTrouble {
  return SIGNS.find(([sign]) => sign.test(error))?.[1] ?? 'other';
}
