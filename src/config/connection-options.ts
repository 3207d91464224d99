import type { ConnectionConfiguration } from 'tedious';
import type { ConnectionKeywords, Refuse } from './read-connection-string.ts';

/** The oldest TLS version that is spoken with SQL Server. */
export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** ADO.NET's 0 is no limit. tedious would give up at once: its 0 is a timer of 0 ms. The longest timer there is. */
const NO_LIMIT_MS = 2_147_483_647;
const MOST_SECONDS = 2_147_483;

/**
 * What a connection string says of the connection itself: limits, names, intent and encryption.
 *
 * Encryption differs between the two. SqlClient of .NET Framework, told nothing, encrypts the login with whatever
 * certificate the server has, and all the rest too where the server insists. tedious knows all or nothing: with
 * `encrypt: false` even the password is merely obfuscated, and a server that insists is an error. So:
 *
 * | Encrypt | here |
 * | --- | --- |
 * | absent | all is encrypted, the certificate is not checked: never less than SqlClient does |
 * | false, no, optional | nothing is encrypted, for servers without TLS; it was asked for by name |
 * | true, yes, mandatory | all is encrypted, the certificate is checked unless TrustServerCertificate |
 * | strict | TDS 8: TLS from the first byte, the certificate is always checked |
 *
 * OpenSSL does TLS 1.0 and 1.1 only at its security level 0, so a lower `tlsMinVersion` brings that along.
 */
export function readConnectionOptions(
  keywords: ConnectionKeywords,
  tlsMinVersion: TlsVersion,
  refuse: Refuse,
): NonNullable<ConnectionConfiguration['options']> {
  const database = keywords.get('initialCatalog') ?? '';
  const workstationId = keywords.get('workstationId') ?? '';
  const packetSize = readNumber('Packet Size', keywords.get('packetSize'), 512, 32_767, refuse);
  const connectTimeout = readNumber(
    'Connect Timeout',
    keywords.get('connectTimeout'),
    0,
    MOST_SECONDS,
    refuse,
  );
  const commandTimeout = readNumber(
    'Command Timeout',
    keywords.get('commandTimeout'),
    0,
    MOST_SECONDS,
    refuse,
  );
  const isOld = tlsMinVersion === 'TLSv1' || tlsMinVersion === 'TLSv1.1';
  return {
    useUTC: true,
    appName: (keywords.get('applicationName') ?? 'rooms-sync-notification').slice(0, 128),
    connectTimeout: connectTimeout === 0 ? NO_LIMIT_MS : (connectTimeout ?? 15) * 1000,
    readOnlyIntent: readWord('Application Intent', keywords.get('applicationIntent'), INTENTS, false, refuse),
    multiSubnetFailover: readWord(
      'MultiSubnetFailover',
      keywords.get('multiSubnetFailover'),
      SWITCH,
      false,
      refuse,
    ),
    cryptoCredentialsDetails: {
      minVersion: tlsMinVersion,
      ...(isOld ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
    },
    ...readEncryption(keywords, refuse),
    ...(database === '' ? {} : { database }),
    ...(workstationId === '' ? {} : { workstationId: workstationId.slice(0, 128) }),
    ...(packetSize === undefined ? {} : { packetSize }),
    ...(commandTimeout === undefined ? {} : { requestTimeout: commandTimeout * 1000 }),
  };
}

const SWITCH = { true: true, yes: true, false: false, no: false } as const;
const INTENTS = { readwrite: false, readonly: true } as const;
const ENCRYPTION = { ...SWITCH, mandatory: true, optional: false, strict: 'strict' } as const;

function readEncryption(
  keywords: ConnectionKeywords,
  refuse: Refuse,
): Pick<
  NonNullable<ConnectionConfiguration['options']>,
  'encrypt' | 'trustServerCertificate' | 'serverName'
> {
  const isTrusted = readWord(
    'TrustServerCertificate',
    keywords.get('trustServerCertificate'),
    SWITCH,
    false,
    refuse,
  );
  const wanted = keywords.get('encrypt') ?? '';
  const encrypt = readWord<boolean | 'strict'>('Encrypt', wanted, ENCRYPTION, true, refuse);
  const serverName = keywords.get('hostNameInCertificate') ?? '';
  return {
    encrypt,
    trustServerCertificate: encrypt !== 'strict' && (wanted === '' || isTrusted),
    ...(serverName === '' ? {} : { serverName }),
  };
}

function readWord<T>(
  name: string,
  value: string | undefined,
  words: Readonly<Record<string, T>>,
  absent: T,
  refuse: Refuse,
): T {
  if (value === undefined || value === '') {
    return absent;
  }
  const found = Object.entries(words).find(([word]) => word === value.toLowerCase());
  if (found === undefined) {
    refuse(`its ${name} is not understood`, `Write one of ${Object.keys(words).join(', ')}.`);
  }
  return found?.[1] ?? absent;
}

function readNumber(
  name: string,
  value: string | undefined,
  min: number,
  max: number,
  refuse: Refuse,
): number | undefined {
  if (value === undefined || value === '') {
    return undefined;
  }
  const number = /^\d{1,10}$/.test(value) ? Number(value) : NaN;
  if (!(number >= min && number <= max)) {
    refuse(`its ${name} is not understood`, `Write a whole number from ${min} to ${max}.`);
    return undefined;
  }
  return number;
}
