import { createMailbox } from '../../src/exchange/messages.ts';
import { SEND_NOTIFICATION_ACTION } from '../../src/soap/namespaces.ts';
import { ENDPOINT } from '../support/service.ts';
import type { Chance } from './chance.ts';
import { mutate } from './mutate.ts';

const METHODS = [
  'POST',
  'GET',
  'HEAD',
  'PUT',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'post',
  'PO ST',
  '',
];
const VERSIONS = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'HTTP/9.9',
  'http/1.1',
  '',
];
const TARGETS = [
  `${ENDPOINT}?Default`,
  ...[
    ENDPOINT,
    `${ENDPOINT}/`,
    `${ENDPOINT}/below`,
    `${ENDPOINT}?wsdl`,
    `${ENDPOINT}?disco`,
    `${ENDPOINT}?Mandant=x`,
  ],
  ...[
    `${ENDPOINT}?${'a'.repeat(3000)}`,
    `${ENDPOINT}?%`,
    `${ENDPOINT}?%00%0d%0aX-A:%20b`,
    `${ENDPOINT}?<script>`,
  ],
  ...[
    '/',
    '*',
    '/healthz',
    '//',
    '/..%2f..%2fetc/passwd',
    '/%',
    'http://example.com/',
    '//example.com/healthz',
    '',
  ],
  ...['example.com:443', `/${'a'.repeat(20_000)}`, '/\u00e4', '/a b', '/admin', '/metrics'],
];

const HEADERS = [
  ...[
    'Content-Length: 0',
    'Content-Length: -1',
    'Content-Length: 1, 1',
    'Content-Length: 99999999999999999999',
  ],
  ...['Content-Length: 0x10', 'content-length:5', 'Content-Length : 5', 'Transfer-Encoding: chunked'],
  ...['Transfer-Encoding: identity', 'Transfer-Encoding: gzip, chunked', 'Transfer-Encoding: xchunked'],
  ...['Transfer-Encoding : chunked', 'transfer-encoding:\tchunked', 'TE: trailers', 'Connection: close'],
  ...[
    'Connection: Upgrade',
    'Connection: keep-alive, x',
    'Upgrade: h2c',
    'Upgrade: websocket',
    'Expect: 100-continue',
  ],
  ...[
    'Expect: x',
    'Host: a',
    'Host: b',
    'Host:',
    'X-Forwarded-For: 203.0.113.9',
    'X-Forwarded-For: ,,[::1]:x,',
  ],
  ...[
    'X-Forwarded-Proto: javascript',
    'X-Forwarded-Host: "><script>',
    'Forwarded: for=x',
    ' folded',
    '\tfolded',
  ],
  ...['nocolon', ': noname', 'a\0b: c', 'Range: bytes=0-1', 'If-None-Match: *', 'Accept-Language: de;q=x,'],
  ...[
    'Accept-Encoding: gzip;q=0',
    'Content-Encoding: gzip',
    'Content-Encoding: br',
    'Content-Type: text/xml; charset=',
  ],
  ...[
    'Content-Type: text/html',
    'Content-Type: multipart/form-data; boundary=x',
    'SOAPAction: x',
    'Cookie: a=b',
  ],
  ...[
    `X: ${'a'.repeat(9000)}`,
    `X: ${'a'.repeat(17_000)}`,
    `${'X'.repeat(9000)}: a`,
    'X: \u001b[2J',
    'X: \u00ff',
  ],
];

/** Bodies in chunks, well made or not. */
function chunked(body: Buffer, chance: Chance): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const size = 1 + chance.skewed(body.length);
    const part = body.subarray(at, at + size);
    const said = chance.percent(3)
      ? chance.pick(['-1', 'g', '', 'ffffffffffffffff', '0'])
      : part.length.toString(16);
    const extension = chance.percent(10)
      ? chance.pick([';a=b', ';', `;${'x'.repeat(20_000)}`, ' ', ';a="\\""'])
      : '';
    const end = chance.percent(3) ? chance.pick(['', '\n', '\r', 'x\r\n']) : '\r\n';
    parts.push(Buffer.from(`${said}${extension}\r\n`), part, Buffer.from(end));
    at += size;
  }
  const trailers = chance.percent(15) ? chance.pick(['a: b\r\n', 'Content-Length: 5\r\n', 'x\r\n']) : '';
  return Buffer.concat([...parts, Buffer.from(`0\r\n${trailers}\r\n`)]);
}

function oneRequest(chance: Chance): Buffer {
  const plain = Buffer.from(createMailbox({ random: chance }).next().body);
  const inChunks = chance.percent(35);
  const isBare = chance.percent(15);
  const body = isBare ? Buffer.alloc(0) : inChunks ? chunked(plain, chance) : plain;
  const length = chance.percent(5) ? body.length + chance.below(9) - 4 : body.length;
  const lines = [
    'Host: 127.0.0.1',
    'Content-Type: text/xml; charset=utf-8',
    `SOAPAction: ${SEND_NOTIFICATION_ACTION}`,
    ...(isBare ? [] : [inChunks ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`]),
  ];
  for (let times = chance.skewed(4); times > 0; times--) {
    lines.splice(chance.below(lines.length + 1), chance.below(2), chance.pick(HEADERS));
  }
  if (chance.percent(2)) {
    lines.push(...Array.from({ length: chance.below(3000) }, (_, i) => `X-${i}: a`));
  }
  const method = chance.percent(75) ? 'POST' : chance.pick(METHODS);
  const target = chance.percent(75) ? `${ENDPOINT}?Default` : chance.pick(TARGETS);
  const version = chance.percent(85) ? 'HTTP/1.1' : chance.pick(VERSIONS);
  const lineEnd = chance.percent(95) ? '\r\n' : '\n';
  const head = [`${method} ${target} ${version}`, ...lines, '', ''].join(lineEnd);
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

const STRANGE = [
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from('16030100a5010000a10303', 'hex'),
  Buffer.from('\r\n\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'),
  Buffer.from('\0'.repeat(100)),
  Buffer.from('A'.repeat(100_000)),
  Buffer.from('SSH-2.0-x\r\n'),
];

/** Bytes for a connection: one request or several, right or wrong in any way that HTTP can be. */
export function makeRawBytes(chance: Chance): Buffer {
  if (chance.percent(4)) {
    return chance.pick(STRANGE);
  }
  const count = chance.percent(25) ? 2 + chance.below(4) : 1;
  const bytes = Buffer.concat(Array.from({ length: count }, () => oneRequest(chance)));
  return chance.percent(40) ? mutate(bytes, chance, () => oneRequest(chance)) : bytes;
}
