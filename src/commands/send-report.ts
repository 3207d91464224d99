import { outcomeOf } from '../exchange/run-load.ts';
import type { LoadProgress, LoadSummary } from '../exchange/run-load.ts';
import type { SendResult } from '../exchange/sender.ts';

/** A failure that was met, and how often. */
export interface FailureGroup {
  readonly outcome: string;
  readonly text: string;
  readonly times: number;
}

const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Gathers what was not OK; equal outcomes with equal texts are one. */
export function createFailureList() {
  const groups = new Map<string, FailureGroup>();
  return {
    add: (result: SendResult): void => {
      if (!result.ok) {
        const outcome = outcomeOf(result);
        const text = result.fault ?? result.error?.message ?? '';
        const key = `${outcome} ${text}`;
        groups.set(key, { outcome, text, times: (groups.get(key)?.times ?? 0) + 1 });
      }
    },
    /** The order in which they were first met. */
    list: (): readonly FailureGroup[] => [...groups.values()],
  };
}

/** What to check after a failure, in a sentence; empty where the reply says it itself. */
export function advice(outcome: string, url: URL): string {
  const code = outcome.split(' ').at(-1) ?? '';
  if (CERTIFICATE_CODES.has(code)) {
    return `The certificate of ${url.host} is not trusted here: trust its issuer (NODE_EXTRA_CA_CERTS), or send with --insecure.`;
  }
  switch (code) {
    case 'ECONNREFUSED':
      return `Nothing listens at ${url.host}: check that the service runs, and its port.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The name ${url.hostname} is not known here: check it, and the DNS.`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `${url.host} cannot be reached: check address, routes and firewall.`;
    case 'TIMEOUT':
      return `${url.host} was too slow: check the service's log and its database; --timeout waits longer.`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `${url.host} closed the connection without a reply: check the service's log, proxies between, and whether the port wants https.`;
    case 'EPROTO':
      return `${url.host} does not speak TLS: check whether the URL has to begin with http.`;
    case '404':
      return `There is no service at ${url.pathname}: check the path.`;
    case '403':
      return 'The sender is not allowed: check the list of allowed addresses (SYNC_ALLOW).';
    default:
      return code.startsWith('HPE_')
        ? `${url.host} does not speak HTTP: check the port, and http or https.`
        : '';
  }
}

/** The first few failures, each with what to check. */
export function formatFailures(failures: readonly FailureGroup[], url: URL): string {
  const most = 5;
  const lines = failures.slice(0, most).map(({ outcome, text, times }) => {
    const hint = advice(outcome, url);
    return `${times} x ${outcome}${text === '' ? '' : `: ${text}`}${hint === '' ? '' : `\n    ${hint}`}\n`;
  });
  const rest = failures.length - most;
  return `${lines.join('')}${rest > 0 ? `and ${rest} other kinds of failure\n` : ''}`;
}

/** The summary as a table for people. */
export function formatSummary(summary: LoadSummary, url: URL, rated: boolean): string {
  const { latencyMs, replyMs } = summary;
  const replies = Object.entries(summary.outcomes)
    .sort((a, b) => b[1] - a[1])
    .map(([outcome, times]) => `${outcome} ${times}`);
  const perSecond = `${summary.messagesPerSecond.toFixed(1)} messages/s, ${summary.eventsPerSecond.toFixed(1)} events/s`;
  const rows: readonly (readonly [string, string])[] = [
    ['sent', `${count(summary.count, 'message')}, ${count(summary.events, 'event')} to ${url.href}`],
    ['replies', replies.length === 0 ? 'none' : replies.join(', ')],
    ['time', `${(summary.elapsedMs / 1000).toFixed(2)} s, answered OK: ${perSecond}`],
    ['latency', formatLatencies(latencyMs)],
    ...(rated ? [['reply time', formatLatencies(replyMs)] as const] : []),
  ];
  return rows.map(([name, value]) => `${name.padEnd(12)}${value}\n`).join('');
}

/** One line for a terminal, without its end. */
export function formatProgress({ done, ok, total, elapsedMs }: LoadProgress): string {
  const width = 30;
  const full = total === null ? 0 : Math.floor((done / total) * width);
  const bar = total === null ? '' : `[${'#'.repeat(full)}${'-'.repeat(width - full)}] `;
  const of = total === null ? '' : `/${total}`;
  const rate = elapsedMs > 0 ? ((done * 1000) / elapsedMs).toFixed(0) : '0';
  return `${bar}${done}${of} sent, ${done - ok} not OK, ${rate}/s`;
}

function formatLatencies(latency: LoadSummary['latencyMs']): string {
  const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
  return `p50 ${ms(latency.p50)}, p90 ${ms(latency.p90)}, p99 ${ms(latency.p99)}, max ${ms(latency.max)}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
