import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';

/** The reply of the contract. */
export function statusReply(status: 'OK' | 'Unsubscribe'): string {
  return (
    `<s:Envelope xmlns:s="${SOAP}"><s:Body><SendNotificationResult xmlns="${MESSAGES}">` +
    `<SubscriptionStatus>${status}</SubscriptionStatus></SendNotificationResult></s:Body></s:Envelope>`
  );
}

/** A SOAP 1.1 fault. */
export function faultReply(text: string): string {
  return (
    `<s:Envelope xmlns:s="${SOAP}"><s:Body><s:Fault><faultcode>s:Server</faultcode>` +
    `<faultstring xml:lang="en">${text}</faultstring></s:Fault></s:Body></s:Envelope>`
  );
}

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly url: string;
  /** Names and values in turn, as they stood on the wire. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly port: number;
}

/** Writes the reply to one request. */
export type Answer = (request: Received, response: http.ServerResponse) => void;

/** Answers OK. */
export const answerOk: Answer = (_, response) => {
  response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(statusReply('OK'));
};

/** A real server on a free port that remembers what it got. */
export async function startReplyServer(answer: Answer) {
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', rawHeaders, socket } = request;
      const entry = { method, url, rawHeaders, body: Buffer.concat(chunks), port: socket.remotePort ?? 0 };
      received.push(entry);
      answer(entry, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/Webservices/SyncNotification.svc?Default`,
    received,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
