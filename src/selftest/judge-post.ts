import { readReply } from '../exchange/read-reply.ts';
import type { Posted, PostReply } from './post.ts';
import type { SelftestStep } from './step.ts';

/** What is to be said about a step, without its time. */
export type Judgement = Pick<SelftestStep, 'result' | 'code' | 'values'>;

/** Why no connection came about, by what Node and OpenSSL call it. The first that fits counts. */
const CONNECT_FAILURES: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/^ECONNREFUSED/, 'refused'],
  [/^(ENOTFOUND|EAI_)/, 'name_unknown'],
  [/^ENOENT/, 'pipe_missing'],
  [/^(EACCES|EPERM)/, 'not_permitted'],
  [/^(TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)/, 'no_answer'],
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)/, 'certificate_expired'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID/, 'certificate_name'],
  [
    /certificate required|ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED|handshake.?failure/i,
    'certificate_wanted',
  ],
  [/UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_|certificate/i, 'certificate_untrusted'],
  [/EPROTO|ERR_SSL|ssl routines|packet length|wrong version/i, 'no_tls'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED)/, 'hung_up'],
];

/** Whether the message reached somebody, and why not. */
export function judgeSending({ stage, failure, connectMs, peer }: Posted, bytes: number): Judgement {
  // With TLS 1.3 a refused client certificate shows after the handshake.
  const isLateAlert = failure !== null && /ALERT_CERTIFICATE/i.test(failure.code);
  if (failure === null || (stage === 'reply' && !isLateAlert)) {
    return { result: 'ok', code: 'sent', values: { bytes, connectMs: Math.round(connectMs), peer } };
  }
  const said = `${failure.code} ${failure.message}`;
  const code = CONNECT_FAILURES.find(([pattern]) => pattern.test(said))?.[1] ?? 'not_connected';
  const isCut = code === 'hung_up' && stage === 'tls';
  return {
    result: 'fail',
    code: isCut ? 'no_tls' : code,
    values: { reason: failure.message === '' ? failure.code : failure.message },
  };
}

/** Whether the reply is the one that lets Exchange go on, and what it tells where it is not. */
export function judgeReply({ reply, failure, ms }: Posted): Judgement {
  if (reply === null) {
    const { code = '', message: reason = '' } = failure ?? {};
    const isLate = code === 'TIMEOUT';
    const isOdd = code.startsWith('HPE_') || code.startsWith('Z_');
    return {
      result: 'fail',
      code: isLate ? 'timeout' : isOdd ? 'no_http' : 'cut',
      values: { reason, ms: Math.round(ms) },
    };
  }
  const values = { status: reply.status, ...describeReply(reply) };
  const content = readReply(reply.text);
  const isXml = /^text\/xml\s*(;|$)/i.test(reply.headers['content-type'] ?? '');
  if (reply.status === 200 && isXml && content.subscriptionStatus !== null) {
    const isOk = content.subscriptionStatus === 'OK';
    return { result: isOk ? 'ok' : 'fail', code: isOk ? 'ok' : 'unsubscribe', values };
  }
  if (reply.status === 200) {
    const problem = content.problem ?? 'it is a fault';
    return { result: 'fail', code: isPage(reply) ? 'page' : 'other_reply', values: { ...values, problem } };
  }
  if (content.fault !== null) {
    const code = faultCodeOf(reply, content.faultCode ?? '');
    return { result: 'fail', code, values: { ...values, fault: content.fault.slice(0, 300) } };
  }
  return { result: 'fail', code: refusalOf(reply), values };
}

/** Whether rows may have been written although the reply does not say so. */
export function mayHaveStored({ stage }: Posted): boolean {
  return stage === 'reply';
}

function faultCodeOf({ status }: PostReply, fault: string): string {
  if (status === 503) {
    return 'unavailable';
  }
  switch (fault) {
    case 'Client':
      return 'mandator_unknown';
    case 'ActionNotSupported':
      return 'action_lost';
    case 'InternalServiceFault':
      return 'internal';
    default:
      return 'fault';
  }
}

/** Our own refusals have no body and forbid guessing types; those of proxies and of IIS are pages. */
function refusalOf(reply: PostReply): string {
  const { status } = reply;
  const isOurs = reply.text === '' && reply.headers['x-content-type-options'] === 'nosniff';
  if (status >= 300 && status < 400) {
    return 'redirect';
  }
  switch (status) {
    case 400:
      return 'bad_request';
    case 401:
    case 407:
      return 'login_wanted';
    case 403:
      return isOurs ? 'caller_not_allowed' : 'forbidden_in_front';
    case 404:
      return isOurs ? 'path_unknown' : 'not_found_in_front';
    case 405:
      return 'method_refused';
    case 413:
      return 'too_large';
    case 415:
      return 'content_type';
    case 429:
      return 'too_many';
    case 500:
      return 'error_in_front';
    case 502:
    case 504:
      return 'bad_gateway';
    case 503:
      return isOurs ? 'unavailable' : 'stopped_in_front';
    default:
      return 'other_status';
  }
}

/** What tells an administrator who answered. IIS writes its sub-status (500.19) into its pages for local callers. */
function describeReply(reply: PostReply): Readonly<Record<string, string | null>> {
  const { headers, text } = reply;
  const title = /<title[^>]*>([^<]{1,200})/i.exec(text)?.[1]?.trim() ?? null;
  const subStatus = /\b(\d{3}\.\d{1,2})\b/.exec(
    `${title ?? ''} ${/HTTP Error \d{3}\.\d+/.exec(text)?.[0] ?? ''}`,
  );
  return {
    server: firstOf(headers['server']),
    type: headers['content-type'] ?? null,
    title,
    subStatus: subStatus?.[1] ?? null,
    location: headers.location ?? null,
    login: firstOf(headers['www-authenticate'] ?? headers['proxy-authenticate']),
  };
}

function firstOf(value: string | readonly string[] | undefined): string | null {
  return (typeof value === 'string' ? value : value?.[0]) ?? null;
}

function isPage({ headers, text }: PostReply): boolean {
  return /html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype html|html)/i.test(text);
}
