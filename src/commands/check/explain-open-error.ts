import { describeTarget } from '../../config/connection-string.ts';
import type { databaseOf } from '../../config/database-of.ts';
import { environmentSuffix } from '../../config/raw-value.ts';
import { knownError } from '../../store/mssql/error-table.ts';
import type { ServerMessage } from '../../store/mssql/errors.ts';
import { OpenError } from '../../store/mssql/session.ts';
import { fail, type Finding } from './finding.ts';

/** How a mandator's database is connected to. */
export type DatabaseConfig = NonNullable<ReturnType<typeof databaseOf>>;

/** The database named is not there, or not for this login; the login error that follows it says less. */
const DATABASE_NUMBERS = [4060, 4064, 916, 911];

/** Says at which step opening the connection failed, and how to mend it. */
export function explainOpenError(mandator: string, config: DatabaseConfig, error: unknown): Finding {
  const messages = error instanceof OpenError ? error.serverMessages : [];
  const message = messages.find(({ number }) => DATABASE_NUMBERS.includes(number)) ?? messages[0];
  return message === undefined
    ? explainWithoutAnswer(mandator, config, reasonsOf(error))
    : explainAnswer(mandator, config, message);
}

function explainAnswer(
  mandator: string,
  config: DatabaseConfig,
  { number, message, class: severity }: ServerMessage,
): Finding {
  const text = `SQL Server error ${number}: ${message}`;
  const suffix = environmentSuffix(mandator);
  const database = config.options?.database ?? '(default)';
  if (DATABASE_NUMBERS.includes(number)) {
    return fail(
      mandator,
      'database',
      `the database ${database} is not there, is offline, or the login has no user in it (${text})`,
      `Correct Initial Catalog in the connection string (SYNC_CONNECTION_STRING_${suffix} or ROOMS's ConnectionStrings.config), or create the user there: CREATE USER [name] FOR LOGIN [name];`,
    );
  }
  if (number === 18456) {
    return fail(
      mandator,
      'login',
      `the login was refused as ${describeTarget(config)} (${text})`,
      `Correct user and password: SYNC_SQL_USER_${suffix} and SYNC_SQL_PASSWORD_${suffix} (or SYNC_SQL_USER and SYNC_SQL_PASSWORD_FILE for all mandators), or those in the connection string. An SQL login also needs the server in mixed mode.`,
    );
  }
  const known = knownError(number, severity ?? null);
  return fail(mandator, known.class === 'credentials' ? 'login' : 'connection', text, sentence(known.advice));
}

interface Explanation {
  readonly check: string;
  readonly pattern: RegExp;
  readonly found: (target: string) => string;
  readonly remedy: string;
}

/** By what the error and its causes say and are coded, in the order they are looked for. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    check: 'connection',
    pattern: /EINSTLOOKUP/,
    found: (target) => `the port of the named instance could not be asked for at ${target}`,
    remedy:
      'Start the SQL Server Browser service there and let UDP 1434 through the firewall, correct the name of the instance, or name the port: Data Source=host,port.',
  },
  {
    check: 'connection',
    pattern: /ENOTFOUND|EAI_AGAIN|EAI_NONAME/,
    found: (target) => `the name of the server cannot be resolved (${target})`,
    remedy:
      'Correct Data Source in the connection string, write the fully qualified name (host.domain), or mend the DNS of this machine.',
  },
  {
    check: 'connection',
    pattern: /ECONNREFUSED/,
    found: (target) => `nothing listens at ${target}`,
    remedy:
      'Check that SQL Server runs, that TCP/IP is enabled (SQL Server Configuration Manager), and the port: Data Source=host,port.',
  },
  {
    check: 'TLS',
    pattern: /did not negotiate encryption/,
    found: (target) => `the server ${target} does no TLS, and the connection asks for it`,
    remedy:
      'Enable TLS on the server; or, knowing that password and data then travel unencrypted, write Encrypt=False in the connection string.',
  },
  {
    check: 'TLS',
    pattern: /requires encryption/,
    found: (target) => `the server ${target} insists on TLS, and the connection string switches it off`,
    remedy: 'Remove Encrypt=False from the connection string.',
  },
  {
    check: 'TLS',
    pattern:
      /unsupported protocol|protocol version|no protocols available|no shared cipher|handshake failure/i,
    found: (target) => `the server ${target} and this service have no TLS version in common`,
    remedy:
      'Update the server to TLS 1.2, or set SYNC_SQL_TLS_MIN_VERSION=TLSv1 for servers that cannot be updated.',
  },
  {
    check: 'TLS',
    pattern: /certificate|self.signed|altnames|CERT_/i,
    found: (target) => `the TLS certificate of ${target} is not trusted`,
    remedy:
      "Install the certificate's authority on this machine (NODE_EXTRA_CA_CERTS=file.pem), correct the host name, or write TrustServerCertificate=True in the connection string.",
  },
  {
    check: 'connection',
    pattern: /ETIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/,
    found: (target) => `no answer from ${target}`,
    remedy:
      'Check host and port, and the firewalls in between; a server that is only slow gets more time with Connect Timeout in the connection string.',
  },
  {
    check: 'login',
    pattern: /EFEDAUTH|AADSTS|CredentialUnavailable/,
    found: (target) => `Microsoft Entra ID gave no token for ${target}`,
    remedy:
      'Check the application, its secret and tenant, and that this machine reaches login.microsoftonline.com.',
  },
  {
    check: 'login',
    pattern: /ELOGIN/,
    found: (target) => `the login was refused at ${target}`,
    remedy: 'Correct user, password and domain of this mandator.',
  },
  {
    check: 'TLS',
    pattern: /ERR_SSL|ssl routines|tlsv1/i,
    found: (target) => `the TLS handshake with ${target} failed`,
    remedy:
      'Check that the port is that of SQL Server and its certificate is valid; Encrypt=Strict needs SQL Server 2022.',
  },
];

function explainWithoutAnswer(mandator: string, config: DatabaseConfig, reasons: readonly Error[]): Finding {
  const said = reasons.map((reason) => `${codeOf(reason)} ${reason.message}`).join('\n');
  // The innermost says most: tedious wraps it in sentences about where it connected to.
  const text = reasons.findLast(({ message }) => message !== '')?.message ?? 'for no reason that is known';
  const target = describeTarget(config);
  const explanation = EXPLANATIONS.find(({ pattern }) => pattern.test(said));
  return explanation === undefined
    ? fail(
        mandator,
        'connection',
        `the connection to ${target} failed: ${text}`,
        'Check that the port is that of SQL Server, that the server runs, and the network in between.',
      )
    : fail(mandator, explanation.check, `${explanation.found(target)}: ${text}`, explanation.remedy);
}

/** The error, what it was made of and what caused it. */
function reasonsOf(thrown: unknown): Error[] {
  if (!(thrown instanceof Error)) {
    return typeof thrown === 'string' ? [new Error(thrown)] : [];
  }
  const parts = thrown instanceof AggregateError ? thrown.errors.flatMap(reasonsOf) : [];
  return [thrown, ...parts, ...reasonsOf(thrown.cause)];
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
