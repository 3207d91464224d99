import { COPY_HEADER, type CopiedMessage } from './copied-message.ts';

/**
 * Headers that belong to a connection, not to a message (RFC 9110 section 7.6.1), and those that are made anew:
 * the body is known by now, so its length is, and nobody has to ask whether it is wanted.
 */
const NOT_COPIED = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  COPY_HEADER.toLowerCase(),
]);

/**
 * The headers of a copy: those of the message in their order and spelling, less what concerns its connection, for
 * another host.
 * @param host host and port of the receiver, as in its URL
 * @returns names and values in turn
 */
export function copyHeaders(message: CopiedMessage, host: string): string[] {
  const pairs = pairsOf(message.rawHeaders);
  const named = pairs
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((token) => token.trim().toLowerCase()));
  const left = new Set([...NOT_COPIED, ...named]);
  return [
    ...['Host', host],
    ...pairs.filter(([name]) => !left.has(name.toLowerCase())).flat(),
    ...['Content-Length', String(message.body.length)],
    ...[COPY_HEADER, message.requestId],
  ];
}

function pairsOf(rawHeaders: readonly string[]): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  }
  return pairs;
}
