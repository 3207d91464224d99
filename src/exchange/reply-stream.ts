import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The bytes of a reply, inflated where IIS has packed them because `Accept-Encoding` allows it. */
export function replyStream(response: IncomingMessage): Readable {
  const isZipped = /^(x-)?gzip$/i.test(response.headers['content-encoding'] ?? '');
  // pipeline hands an error of the response on to the inflating stream, where it is listened for.
  return isZipped ? pipeline(response, createGunzip(), () => undefined) : response;
}
