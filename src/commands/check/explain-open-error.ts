import { describeTarget } from '../../config/connection-string.ts';
import type { databaseOf } from '../../config/database-of.ts';
import { environmentSuffix } from '../../config/raw-value.ts';
import { knownError } from '../../store/mssql/error-table.ts';
import type { ServerMessage } from '../../store/mssql/errors.ts';
import { OpenError } from '../../store/mssql/session.ts';
import { everywhere, speaker } from '../texts.ts';
import { fail, type Finding } from './finding.ts';
import type { CheckId } from './names.ts';
import { OPEN_TEXTS, type Explanation, type OpenTexts } from './open-texts.ts';

const say = speaker(OPEN_TEXTS);

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
  const text = (t: OpenTexts): string => t.serverError(number, message);
  const suffix = environmentSuffix(mandator);
  const database = config.options?.database ?? '(default)';
  if (DATABASE_NUMBERS.includes(number)) {
    return fail(
      mandator,
      'database',
      say((t) => t.noDatabase(database, text(t))),
      say((t) => t.correctDatabase(suffix)),
    );
  }
  if (number === 18456) {
    return fail(
      mandator,
      'login',
      say((t) => t.refused(describeTarget(config), text(t))),
      say((t) => t.correctLogin(suffix)),
    );
  }
  const known = knownError(number, severity ?? null);
  const check = known.class === 'credentials' ? 'login' : 'connection';
  return fail(mandator, check, say(text), everywhere(sentence(known.advice)));
}

interface Cause {
  readonly check: CheckId;
  readonly pattern: RegExp;
  readonly text: (t: OpenTexts) => Explanation;
}

/** By what the error and its causes say and are coded, in the order they are looked for. */
const CAUSES: readonly Cause[] = [
  {
    check: 'connection',
    pattern: /EINSTLOOKUP/,
    text: (t) => t.noBrowser,
  },
  {
    check: 'connection',
    pattern: /ENOTFOUND|EAI_AGAIN|EAI_NONAME/,
    text: (t) => t.noName,
  },
  {
    check: 'connection',
    pattern: /ECONNREFUSED/,
    text: (t) => t.nothingListens,
  },
  {
    check: 'TLS',
    pattern: /did not negotiate encryption/,
    text: (t) => t.noTls,
  },
  {
    check: 'TLS',
    pattern: /requires encryption/,
    text: (t) => t.tlsNeeded,
  },
  {
    check: 'TLS',
    pattern:
      /unsupported protocol|protocol version|no protocols available|no shared cipher|handshake failure/i,
    text: (t) => t.tlsVersion,
  },
  {
    check: 'TLS',
    pattern: /certificate|self.signed|altnames|CERT_/i,
    text: (t) => t.certificate,
  },
  {
    check: 'connection',
    pattern: /ETIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/,
    text: (t) => t.noAnswer,
  },
  {
    check: 'login',
    pattern: /EFEDAUTH|AADSTS|CredentialUnavailable/,
    text: (t) => t.noToken,
  },
  {
    check: 'login',
    pattern: /ELOGIN/,
    text: (t) => t.loginRefused,
  },
  {
    check: 'TLS',
    pattern: /ERR_SSL|ssl routines|tlsv1/i,
    text: (t) => t.handshake,
  },
];

function explainWithoutAnswer(mandator: string, config: DatabaseConfig, reasons: readonly Error[]): Finding {
  const said = reasons.map((reason) => `${codeOf(reason)} ${reason.message}`).join('\n');
  // The innermost says most: tedious wraps it in sentences about where it connected to.
  const text = reasons.findLast(({ message }) => message !== '')?.message;
  const target = describeTarget(config);
  const cause = CAUSES.find(({ pattern }) => pattern.test(said));
  return cause === undefined
    ? fail(
        mandator,
        'connection',
        say((t) => t.failed(target, text ?? t.noReason)),
        say((t) => t.checkAll),
      )
    : fail(
        mandator,
        cause.check,
        say((t) => `${cause.text(t).found(target)}: ${text ?? t.noReason}`),
        say((t) => cause.text(t).remedy),
      );
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
