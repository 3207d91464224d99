import { describeTable, type Expected, type TableCase } from '../support/wcf-table.ts';
import { sample } from '../support/post.ts';

const SEED = sample('seed-packet.xml').toString();
const UNDECLARED = SEED.replace(/^<\?xml.*?\?>/, '');

function accepted(contentType: string, body: string | Uint8Array = SEED): TableCase {
  return [contentType, { headers: { 'Content-Type': contentType }, body }, 'OK'];
}

function unsupported(contentType: string | null, named = contentType): TableCase {
  const expected: Expected = {
    bare: 415,
    reason:
      `Cannot process the message because the content type '${named ?? ''}' was not the expected type ` +
      "'text/xml; charset=utf-8'.",
  };
  return [contentType ?? 'none', { headers: { 'Content-Type': contentType } }, expected];
}

function declared(encoding: string): string {
  return `<?xml version="1.0" encoding="${encoding}"?>${UNDECLARED}`;
}

function utf16(text: string, order: 'le' | 'be', isMarked: boolean): Buffer {
  const bytes = Buffer.from(isMarked ? `\ufeff${text}` : text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

const CONTRADICTIONS: readonly (readonly [string, string, string | Uint8Array])[] = [
  ['an XML declaration of another encoding', 'text/xml; charset=utf-8', declared('iso-8859-1')],
  ['the same without a charset, in UTF-16', 'text/xml', utf16(declared('utf-8'), 'le', true)],
  ['UTF-16 under charset=utf-8', 'text/xml; charset=utf-8', utf16(declared('utf-16'), 'le', true)],
  ['big-endian under charset=utf-16le', 'text/xml; charset=utf-16le', utf16(UNDECLARED, 'be', true)],
  [
    'a byte that is not UTF-8',
    'text/xml; charset=utf-8',
    Buffer.from(SEED.replace('NoError', 'é'), 'latin1'),
  ],
  ['a byte that is not US-ASCII', 'text/xml; charset=us-ascii', UNDECLARED.replace('NoError', 'é')],
  ['an XML declaration of an encoding that is not read', 'text/xml', declared('windows-1252')],
];

describeTable('Content-Type', [
  accepted('text/xml; charset=utf-8'),
  accepted('TEXT/XML;CHARSET=UTF-8'),
  accepted('text/xml; charset="utf-8"'),
  accepted('text/xml ; charset=utf-8'),
  accepted('text/xml;charset=utf-8;'),
  accepted('text/xml; action="SendNotification"; charset=utf-8'),
  accepted('text/xml'),
  accepted('text/xml;'),
  accepted('text/xml; charset=utf-16', utf16(declared('utf-16'), 'le', true)),
  accepted('text/xml; charset="UTF-16"', utf16(UNDECLARED, 'be', true)),
  accepted('text/xml; charset=utf-16LE', utf16(UNDECLARED, 'le', false)),
  accepted('text/xml; charset=utf-16BE', utf16(UNDECLARED, 'be', false)),
  accepted('text/xml; charset=iso-8859-1', declared('ISO-8859-1')),
  accepted('text/xml; charset=us-ascii', declared('us-ascii')),
  ['a byte order mark', { body: `\ufeff${SEED}` }, 'OK'],
  [
    'UTF-16 by its declaration alone',
    { headers: { 'Content-Type': 'text/xml' }, body: utf16(declared('utf-16'), 'le', false) },
    'OK',
  ],
  unsupported('application/soap+xml; charset=utf-8'),
  unsupported('application/xml'),
  unsupported('text/plain'),
  unsupported('text/xmlx'),
  unsupported('multipart/form-data; boundary=x'),
  unsupported('application/x-www-form-urlencoded'),
  unsupported('application/json'),
  unsupported('text/xml; charset=windows-1252'),
  unsupported('text/xml; charset=utf-7'),
  unsupported(null, 'application/octet-stream'),
  ...CONTRADICTIONS.map(([name, contentType, body]): TableCase => [
    name,
    { headers: { 'Content-Type': contentType }, body },
    { bare: 400 },
  ]),
]);
