import { DOMParser, onWarningStopParsing } from '@xmldom/xmldom';
import type { Document } from '@xmldom/xmldom';

/**
 * Parses a document that has to be well-formed.
 *
 * @throws ParseError on anything that xmldom finds wrong, warnings included
 */
export function parseStrictly(text: string): Document {
  return new DOMParser({ onError: onWarningStopParsing }).parseFromString(text, 'text/xml');
}
