import { readFileSync, readdirSync } from 'node:fs';
import { createRandom } from '../../src/exchange/random.ts';
import { createMailbox, type Mailbox } from '../../src/exchange/messages.ts';
import { NS, SEND_NOTIFICATION_ACTION } from '../../src/soap/namespaces.ts';
import { ENDPOINT } from './service.ts';
import { request, type HttpReply, type HttpRequest, type Target } from './http.ts';

/** The one reply that means "stored", byte for byte. */
export const OK_BODY =
  `<s:Envelope xmlns:s="${NS.soap11}"><s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
  `xmlns:xsd="http://www.w3.org/2001/XMLSchema"><SendNotificationResult xmlns="${NS.messages}">` +
  '<SubscriptionStatus>OK</SubscriptionStatus></SendNotificationResult></s:Body></s:Envelope>';

/** The headers of Exchange's own requests, as the operations guide shows them. */
export const EXCHANGE_HEADERS = {
  Accept: 'text/xml',
  'Content-Type': 'text/xml; charset=utf-8',
  SOAPAction: SEND_NOTIFICATION_ACTION,
  'X-Forwarded-For': '2603:1026:c02:3097::5',
  'X-Forwarded-Proto': 'http',
  'Accept-Encoding': 'gzip',
} as const;

const SAMPLES = new URL('../fixtures/samples/', import.meta.url);

/** The bytes of a sample message: `seed-packet.xml`, `hostile/057-doctype-empty.xml`. */
export function sample(name: string): Buffer {
  return readFileSync(new URL(name, SAMPLES));
}

/** Names of the sample messages in a folder, for `sample`. */
export function sampleNames(folder: '' | 'hostile/'): string[] {
  return readdirSync(new URL(folder, SAMPLES))
    .filter((name) => name.endsWith('.xml'))
    .map((name) => folder + name);
}

/** A mailbox whose messages are the same in every run. */
export function mailboxOf(seed: string): Mailbox {
  return createMailbox({ random: createRandom(seed) });
}

/** What differs from a message as Exchange sends it; a header set to null is left out. */
export interface Posted extends Omit<HttpRequest, 'headers' | 'path'> {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[] | null>>;
}

/** Posts a message as Exchange does: the packet of the operations guide unless another body is given. */
export function post(target: Target, posted: Posted = {}): Promise<HttpReply> {
  const headers = Object.fromEntries(
    Object.entries<string | readonly string[] | null>({ ...EXCHANGE_HEADERS, ...posted.headers }).flatMap(
      ([name, value]) => (value === null ? [] : [[name, value] as const]),
    ),
  );
  const { path = `${ENDPOINT}?Default`, body = sample('seed-packet.xml') } = posted;
  return request(target, { ...posted, path, body, headers });
}
