import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

/** A request as node:http hands it over, from a peer that is chosen; undefined is a peer without an address. */
export function sentRequest(
  peer: string | undefined,
  headers: Readonly<Record<string, string>>,
): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const request = new IncomingMessage(socket);
  Object.assign(request.headers, headers);
  return request;
}
