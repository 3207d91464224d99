import { createServer } from 'node:http';
import { DOMParser } from '@xmldom/xmldom';
import { sendNotificationResult } from '../../src/soap/send-notification-result.ts';

/** What reading with xmldom leaves at the best: node:http, xmldom's parser, and nothing else before the answer. */
const reply = sendNotificationResult('OK');
const headers = {
  'Content-Type': reply.contentType ?? '',
  'Content-Length': Buffer.byteLength(reply.body),
};
const parser = new DOMParser({ locator: false });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    parser.parseFromString(Buffer.concat(chunks).toString(), 'text/xml');
    response.writeHead(200, headers).end(reply.body);
  });
});
server.listen(Number(process.env['PORT']));
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
