import { promisify } from 'node:util';
import { gunzip, inflate, type InputType, type ZlibOptions } from 'node:zlib';
import type { OldReply, Trouble } from './old-reply.ts';
import { createReplySummarizer, type ReplySummary } from './summarize-reply.ts';

/** Whether a reply is one that the endpoint itself gave. */
export type Judgement =
  | { readonly summary: ReplySummary; readonly trouble?: never }
  | { readonly summary?: never; readonly trouble: Trouble };

/** Longest reply that is looked into, in bytes after decompression. */
const INFLATED_LIMIT = 1024 * 1024;

type Unzip = (bytes: InputType, options: ZlibOptions) => Promise<Buffer>;

const UNZIP: Readonly<Record<string, Unzip>> = {
  gzip: promisify<InputType, ZlibOptions, Buffer>(gunzip),
  deflate: promisify<InputType, ZlibOptions, Buffer>(inflate),
};

/**
 * Makes the judge of replies. What is none of the endpoint's own (a redirect, a login, a page, a proxy's 503)
 * means that the message did not get there.
 */
export function createReplyJudge(): (reply: OldReply) => Promise<Judgement> {
  const summarize = createReplySummarizer();
  return async (reply) => {
    const text = await textOf(reply);
    const summary = text === null ? null : summarize(reply.status, text);
    return summary === null ? { trouble: troubleOf(reply) } : { summary };
  };
}

async function textOf({ headers, body }: OldReply): Promise<string | null> {
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase().replace(/^x-/, '');
  const unzip = UNZIP[encoding];
  if (unzip === undefined) {
    return new TextDecoder().decode(body);
  }
  return unzip(body, { maxOutputLength: INFLATED_LIMIT }).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => null,
  );
}

function troubleOf(reply: OldReply): Trouble {
  return { code: `STATUS_${reply.status}`, reason: `it answered ${reply.status}${adviceFor(reply)}` };
}

function adviceFor({ status, headers }: OldReply): string {
  if (status >= 300 && status < 400) {
    return `, a redirect to ${headers.location ?? 'nowhere'}: set mirror to the address behind it`;
  }
  const advice: Readonly<Record<number, string>> = {
    200: ', and no SOAP reply: mirror is not the address of an endpoint',
    401: ': it asks for a login, which Exchange has none for either',
    403: ': it refuses this machine; let its restrictions by address admit it',
    404: ': there is nothing at the path that mirror names',
    500: ', and no SOAP fault: the application does not start, or is not the endpoint',
    503: ': its application pool or the proxy before it is stopped',
    508: ': mirror leads back here, or to another service with a mirror; set it to the old endpoint itself',
  };
  return advice[status] ?? '';
}
