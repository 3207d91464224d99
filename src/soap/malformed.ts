import { bare } from './faults.ts';
import { RefusedMessage } from './reply.ts';

/** Why a message was not taken as XML, for logs and metrics. */
export type XmlRefusalCode =
  | 'malformed_xml'
  | 'dtd'
  | 'too_deep'
  | 'too_many_nodes'
  | 'too_dense'
  | 'too_many_attributes'
  | 'name_too_long';

const BAD_REQUEST = Object.freeze(bare(400));

/** The refusal WCF answers with a status and no body: a message it could not read so far as to know its format. */
export function badRequest(code: string, message: string, cause?: unknown): RefusedMessage {
  return new RefusedMessage(code, message, BAD_REQUEST, cause === undefined ? undefined : { cause });
}

/**
 * Refuses a text as XML.
 * @param at offset in `text` of what is wrong, told as line and column (both from 1, columns in UTF-16 units)
 * @throws {RefusedMessage} always, with a bare 400
 */
export function refuseXml(code: XmlRefusalCode, what: string, text: string, at: number): never {
  let line = 1;
  let lineStart = 0;
  const end = Math.min(at, text.length);
  for (let i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', lineStart)) {
    line++;
    lineStart = i + 1;
  }
  throw badRequest(code, `${what} at line ${line}, column ${end - lineStart + 1}`);
}
