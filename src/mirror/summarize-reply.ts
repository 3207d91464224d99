import { readReply } from '../exchange/read-reply.ts';

/**
 * A reply in the few words that replies are compared by: `200 OK`, `200 Unsubscribe`, `500 fault
 * ActionNotSupported`, `400`. Texts and prefixes do not count, Exchange does not read them.
 */
export type ReplySummary = string;

/** Statuses that WCF answers without a body of its own. */
const BARE = new Set([400, 413, 415]);

/** Longest part of a fault code that counts, in characters. */
const LONGEST_CODE = 64;

/**
 * Makes a function that sums a reply up, or returns null for what no such endpoint answers: pages, redirects, and
 * whatever proxies say where it is away. It remembers the last text, because nearly all replies are the same one.
 */
export function createReplySummarizer(): (status: number, body: string) => ReplySummary | null {
  let last: { readonly status: number; readonly body: string; readonly summary: ReplySummary | null } | null =
    null;
  return (status, body) => {
    if (last?.status !== status || last.body !== body) {
      last = { status, body, summary: summarize(status, body) };
    }
    return last.summary;
  };
}

function summarize(status: number, body: string): ReplySummary | null {
  if (BARE.has(status)) {
    return String(status);
  }
  const { subscriptionStatus, faultCode } = readReply(body);
  if (subscriptionStatus !== null && status === 200) {
    return `200 ${subscriptionStatus}`;
  }
  return faultCode === null ? null : `${status} fault ${faultCode.slice(0, LONGEST_CODE)}`;
}
