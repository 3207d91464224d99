import { isAscii, isUtf8 } from 'node:buffer';
import { bare } from './faults.ts';
import { badRequest } from './malformed.ts';
import { RefusedMessage } from './reply.ts';
import { readXmlDeclaration } from './xml-declaration.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'iso-8859-1' | 'us-ascii';

/** What each charset that is read may turn out to be. UTF-16 without more leaves the order to the bytes. */
const ENCODINGS: ReadonlyMap<string, readonly Encoding[]> = new Map([
  ['utf-8', ['utf-8']],
  ['utf-16', ['utf-16le', 'utf-16be']],
  ['utf-16le', ['utf-16le']],
  ['utf-16be', ['utf-16be']],
  ['iso-8859-1', ['iso-8859-1']],
  ['us-ascii', ['us-ascii']],
]);

const ANY: readonly Encoding[] = [...ENCODINGS.values()].flat();

/** Enough of a body to hold an XML declaration. */
const HEAD = 512;

/**
 * Whether a Content-Type's charset can be read at all, so that 415 can be answered before the body has come.
 * Compared without regard to case; an empty one counts as none, as WCF has it.
 */
export function isSupportedCharset(charset: string): boolean {
  return charset === '' || ENCODINGS.has(charset.toLowerCase());
}

function allowedByCharset(charset: string | null): readonly Encoding[] {
  const allowed = charset ? ENCODINGS.get(charset.toLowerCase()) : ANY;
  if (!allowed) {
    const name = JSON.stringify(charset?.slice(0, 64));
    throw new RefusedMessage('unsupported_charset', `charset ${name} is not read`, bare(415));
  }
  return allowed;
}

/** The encoding that the byte order mark names, and the mark's length in bytes. */
function readByteOrderMark(bytes: Buffer): { encoding: Encoding; length: number } | null {
  // By index: taking them apart as a list would go through an iterator.
  const b0 = bytes[0];
  const b1 = bytes[1];
  if (b0 === 0xef && b1 === 0xbb && bytes[2] === 0xbf) {
    return { encoding: 'utf-8', length: 3 };
  }
  if (b0 === 0xff && b1 === 0xfe) {
    return { encoding: 'utf-16le', length: 2 };
  }
  return b0 === 0xfe && b1 === 0xff ? { encoding: 'utf-16be', length: 2 } : null;
}

/**
 * The encoding of a body without a byte order mark, from its first bytes (XML 1.0, appendix F). UTF-16 that neither
 * a mark nor the charset tells is taken only with an XML declaration, as WCF does.
 */
function sniff(bytes: Buffer, isCharsetGiven: boolean): Encoding {
  const b0 = bytes[0];
  const b1 = bytes[1];
  if (b0 === 0x3c && b1 === 0 && (isCharsetGiven || (bytes[2] === 0x3f && bytes[3] === 0))) {
    return 'utf-16le';
  }
  if (b0 === 0 && b1 === 0x3c && (isCharsetGiven || (bytes[2] === 0 && bytes[3] === 0x3f))) {
    return 'utf-16be';
  }
  const declared = readXmlDeclaration(bytes.toString('latin1', 0, HEAD))?.encoding;
  return declared === 'iso-8859-1' || declared === 'us-ascii' ? declared : 'utf-8';
}

function decodeUtf16(bytes: Buffer, isBigEndian: boolean): string {
  if (bytes.length % 2 !== 0) {
    throw badRequest('malformed_encoding', 'UTF-16 with half a unit at its end');
  }
  // swap16 works in place, and the bytes are the caller's.
  const text = (isBigEndian ? Buffer.from(bytes).swap16() : bytes).toString('utf16le');
  if (!text.isWellFormed()) {
    throw badRequest('malformed_encoding', 'UTF-16 with half a surrogate pair');
  }
  return text;
}

function decode(bytes: Buffer, encoding: Encoding): string {
  switch (encoding) {
    case 'utf-8':
      if (!isUtf8(bytes)) {
        throw badRequest('malformed_encoding', 'bytes that are not UTF-8');
      }
      return bytes.toString('utf8');
    case 'utf-16le':
    case 'utf-16be':
      return decodeUtf16(bytes, encoding === 'utf-16be');
    case 'us-ascii':
      if (!isAscii(bytes)) {
        throw badRequest('malformed_encoding', 'bytes that are not US-ASCII');
      }
      return bytes.toString('latin1');
    case 'iso-8859-1':
      // Node's latin1 is ISO-8859-1 byte by byte; TextDecoder's is windows-1252.
      return bytes.toString('latin1');
  }
}

/** Refuses an XML declaration that names another encoding than the one the body was read in. */
function assertDeclared(text: string, encoding: Encoding): void {
  const declared = readXmlDeclaration(text)?.encoding ?? null;
  if (declared === null || declared === encoding) {
    return;
  }
  const meant = ENCODINGS.get(declared);
  const name = JSON.stringify(declared.slice(0, 64));
  if (!meant) {
    throw badRequest('unsupported_charset', `the XML declaration names ${name}, which is not read`);
  }
  if (!meant.includes(encoding)) {
    throw badRequest('charset_mismatch', `the XML declaration names ${name}, the body is ${encoding}`);
  }
}

/**
 * Turns a message's bytes into text: by its byte order mark, the Content-Type's charset and the XML declaration,
 * which must not contradict each other.
 *
 * @param contentTypeCharset without quotes, in any case; null or empty where the Content-Type names none
 * @returns the text without the byte order mark
 * @throws {RefusedMessage} with a bare 415 for a charset that is not read (see `isSupportedCharset`), with a bare
 *   400 for bytes that are not of the encoding, and where mark, charset and declaration contradict each other
 */
export function decodeBody(bytes: Uint8Array, contentTypeCharset: string | null): string {
  const body = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const allowed = allowedByCharset(contentTypeCharset);
  const mark = readByteOrderMark(body);
  const onlyOne = allowed.length === 1 ? allowed[0] : undefined;
  const encoding = mark?.encoding ?? onlyOne ?? sniff(body, allowed !== ANY);
  if (!allowed.includes(encoding)) {
    const name = JSON.stringify(contentTypeCharset);
    throw badRequest('charset_mismatch', `the charset is ${name}, the body is ${encoding}`);
  }
  const text = decode(mark ? body.subarray(mark.length) : body, encoding);
  assertDeclared(text, encoding);
  return text;
}
