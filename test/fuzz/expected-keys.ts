import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { readContentType } from '../../src/http/content-type.ts';
import { compileMapping } from '../../src/mapping/compile-mapping.ts';
import { DEFAULT_MAPPING } from '../../src/mapping/default-mapping.ts';
import { parseMappingFile } from '../../src/mapping/mapping-file.ts';
import { createReadMessage } from '../../src/reading/read-message.ts';
import { DEFAULT_XML_LIMITS } from '../../src/soap/xml-limits.ts';
import type { FuzzMessage } from './messages.ts';

const readMessage = createReadMessage({
  mapping: compileMapping(parseMappingFile(DEFAULT_MAPPING, 'fuzz'), 'fuzz'),
  limits: DEFAULT_XML_LIMITS,
});

/**
 * The keys of the rows that a message has to have in the table once it was answered OK.
 * @throws Error where it should not have been answered OK
 */
export function expectedKeys({ body, headers }: FuzzMessage): string[] {
  const header = (name: string): string | undefined => headers.find(([found]) => found === name)?.[1].trim();
  const { rows, failure } = readMessage({
    bytes: inflate(body, header('Content-Encoding')?.toLowerCase()),
    charset: readContentType(header('Content-Type') ?? '').charset,
    soapAction: header('SOAPAction'),
    facts: {
      mandator: 'Default',
      receivedAt: new Date().toISOString(),
      remoteAddress: null,
      requestId: 'fuzz',
    },
  });
  if (failure !== null) {
    throw new Error(`answered OK, and not to be read: ${failure.error.message}`);
  }
  return rows.map(({ key }) => key);
}

function inflate(body: Buffer, encoding: string | undefined): Uint8Array {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(body);
    case 'deflate':
      try {
        return inflateSync(body);
      } catch {
        return inflateRawSync(body);
      }
    default:
      return body;
  }
}
