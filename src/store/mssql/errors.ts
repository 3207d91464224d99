import { StoreError } from '../store-error.ts';
import { KNOWN_ERRORS, knownError, type KnownError } from './error-table.ts';

/** An error message of the server, as far as it is looked at. */
export interface ServerMessage {
  readonly number: number;
  readonly message: string;
  /** The severity; tedious calls it class, as TDS does. */
  readonly class?: number | undefined;
}

/** tedious's own codes and what they mean (its `errors` and `connection` sources name them). */
const TEDIOUS_CODES: Readonly<Record<string, KnownError>> = {
  ESOCKET: {
    class: 'transient',
    advice: 'check that the server runs, its name and port, and the network and firewall in between',
  },
  ETIMEOUT: { class: 'transient', advice: 'check the load of the server, and who holds locks on the table' },
  EINSTLOOKUP: {
    class: 'transient',
    advice:
      'the SQL Server Browser (UDP 1434) did not tell the port of the instance: start it, or name the port (host,port)',
  },
  ECLOSE: { class: 'transient', advice: 'the service opens a new connection by itself' },
  ECANCEL: { class: 'transient', advice: 'the service tries again by itself' },
  ECONNRESET: { class: 'transient', advice: 'the service opens a new connection by itself' },
  EINVALIDSTATE: { class: 'transient', advice: 'the service opens a new connection by itself' },
  EENCRYPT: {
    class: 'credentials',
    advice: 'make Encrypt in the connection string and the encryption the server asks for agree',
  },
  ETDS: { class: 'schema', advice: 'the server is older than SQL Server 2012' },
  ELOGIN: { class: 'credentials', advice: 'correct the user and password of this mandator' },
  EFEDAUTH: { class: 'credentials', advice: 'check the Entra ID application, its secret and its rights' },
  EPARAM: { class: 'data', advice: 'the value does not fit its column: change the mapping' },
  UNKNOWN: { class: 'transient', advice: 'the server ended the statement without saying why' },
};

/** What Node's TLS says where the server's certificate or protocol is not accepted. */
const TLS_PROBLEM =
  /certificate|self.signed|altnames|tlsv1|ssl routines|unsupported protocol|wrong version number/i;
const TLS_ADVICE =
  "install the certificate's authority on this machine (NODE_EXTRA_CA_CERTS), or set TrustServerCertificate=True in the " +
  'connection string; for servers with old TLS versions lower SYNC_SQL_TLS_MIN_VERSION';

/**
 * Turns whatever went wrong with a mandator's database into a `StoreError`: the class decided once, the message
 * saying what happened and what to do. What the server says about logins names users but never passwords.
 * @param subject whom it concerns: `mandator PROD on SQLSERVER`
 * @param messages what the server said while the connection was being opened, where tedious keeps only the text
 */
export function mssqlStoreError(
  subject: string,
  thrown: unknown,
  messages: readonly ServerMessage[] = [],
): StoreError {
  if (thrown instanceof StoreError) {
    return thrown;
  }
  const serverMessages = [...messages, ...serverMessagesOf(thrown)];
  const first = serverMessages.find(({ number }) => KNOWN_ERRORS[number] !== undefined) ?? serverMessages[0];
  if (first !== undefined) {
    const { class: errorClass, advice } = knownError(first.number, first.class ?? null);
    const text = `${subject}: SQL Server error ${first.number}: ${first.message}; ${advice}`;
    return new StoreError(text, errorClass, String(first.number), { cause: thrown });
  }
  const reasons = reasonsOf(thrown);
  const text = [...new Set(reasons.map(({ message }) => message))].join('; ');
  if (reasons.some(({ message }) => TLS_PROBLEM.test(message))) {
    return new StoreError(`${subject}: ${text}; ${TLS_ADVICE}`, 'credentials', 'ETLS', { cause: thrown });
  }
  const code = reasons.map((reason) => codeOf(reason)).find((name) => Object.hasOwn(TEDIOUS_CODES, name));
  const known = TEDIOUS_CODES[code ?? 'ESOCKET'];
  return new StoreError(
    `${subject}: ${text}; ${known?.advice ?? ''}`,
    known?.class ?? 'transient',
    code ?? (reasons[0] === undefined ? 'UNKNOWN' : codeOf(reasons[0])),
    { cause: thrown },
  );
}

/** The error, what it was made of and what caused it; tedious wraps socket errors and collects several in one. */
function reasonsOf(thrown: unknown): Error[] {
  if (!(thrown instanceof Error)) {
    return [new Error(String(thrown))];
  }
  const parts = thrown instanceof AggregateError ? thrown.errors.flatMap(reasonsOf) : [];
  const cause = thrown.cause === undefined ? [] : reasonsOf(thrown.cause);
  return [thrown, ...parts, ...cause];
}

function codeOf(error: Error): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

function serverMessagesOf(thrown: unknown): ServerMessage[] {
  return reasonsOf(thrown).flatMap((reason) => {
    const { number, class: severity } = reason as { number?: unknown; class?: unknown };
    return typeof number === 'number'
      ? [{ number, message: reason.message, class: typeof severity === 'number' ? severity : undefined }]
      : [];
  });
}
