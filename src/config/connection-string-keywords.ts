/**
 * The keywords of ADO.NET connection strings (System.Data.SqlClient 4.8 and Microsoft.Data.SqlClient 6), by what
 * they mean. Names are compared without case and without spaces, which also joins `TrustServerCertificate` and
 * `Trust Server Certificate`.
 */
const KEYWORDS = {
  applicationIntent: ['Application Intent'],
  applicationName: ['Application Name', 'App'],
  attachDbFilename: ['AttachDbFilename', 'Extended Properties', 'Initial File Name'],
  authentication: ['Authentication'],
  commandTimeout: ['Command Timeout'],
  connectTimeout: ['Connect Timeout', 'Connection Timeout', 'Timeout'],
  contextConnection: ['Context Connection'],
  dataSource: ['Data Source', 'Server', 'Address', 'Addr', 'Network Address'],
  encrypt: ['Encrypt'],
  hostNameInCertificate: ['Host Name In Certificate'],
  initialCatalog: ['Initial Catalog', 'Database'],
  integratedSecurity: ['Integrated Security', 'Trusted_Connection'],
  multiSubnetFailover: ['Multi Subnet Failover'],
  networkLibrary: ['Network Library', 'Net', 'Network'],
  packetSize: ['Packet Size'],
  password: ['Password', 'PWD'],
  trustServerCertificate: ['Trust Server Certificate'],
  userId: ['User ID', 'UID', 'User'],
  userInstance: ['User Instance'],
  workstationId: ['Workstation ID', 'WSID'],
} as const;

/** What a connection string may say that has a meaning here. */
export type Keyword = keyof typeof KEYWORDS;

/** Keywords that are right but change nothing for a connection that is opened once and kept. */
const WITHOUT_MEANING = [
  'Asynchronous Processing',
  'Async',
  'Attestation Protocol',
  'Column Encryption Setting',
  'Connect Retry Count',
  'Connect Retry Interval',
  'Connection Lifetime',
  'Connection Reset',
  'Current Language',
  'Language',
  'Enclave Attestation Url',
  'Enlist',
  'Failover Partner',
  'Failover Partner SPN',
  'IP Address Preference',
  'Load Balance Timeout',
  'Max Pool Size',
  'Min Pool Size',
  'Multiple Active Result Sets',
  'Persist Security Info',
  'Pool Blocking Period',
  'Pooling',
  'Replication',
  'Server Certificate',
  'Server SPN',
  'Transaction Binding',
  'Transparent Network IP Resolution',
  'Type System Version',
];

const meanings = new Map<string, Keyword | null>(WITHOUT_MEANING.map((name) => [plain(name), null]));
for (const [keyword, names] of Object.entries(KEYWORDS)) {
  for (const name of names) {
    meanings.set(plain(name), keyword as Keyword);
  }
}

/** What a keyword means; null where it changes nothing here, undefined where ADO.NET does not know it. */
export function meaningOf(name: string): Keyword | null | undefined {
  return meanings.get(plain(name));
}

/** Every spelling of a keyword, as documented. */
export function keywordSpellings(): readonly string[] {
  return [...Object.values(KEYWORDS).flat(), ...WITHOUT_MEANING];
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(' ', '');
}
