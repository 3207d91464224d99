import { createServer } from 'node:http';
import { sendNotificationResult } from '../../src/soap/send-notification-result.ts';

/** The upper bound: node:http reads the body, looks at nothing, stores nothing, and answers what ours answers. */
const reply = sendNotificationResult('OK');
const headers = {
  'Content-Type': reply.contentType ?? '',
  'Content-Length': Buffer.byteLength(reply.body),
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    Buffer.concat(chunks);
    response.writeHead(200, headers).end(reply.body);
  });
});
server.listen(Number(process.env['PORT']));
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
