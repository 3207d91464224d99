import { disco } from './disco.ts';
import { messagesSchema } from './messages-schema.ts';
import { typesSchema } from './types-schema.ts';
import { schemaImports, wsdl } from './wsdl.ts';

/** A metadata document, ready to be sent. */
export interface MetadataDocument {
  readonly contentType: 'text/xml; charset=UTF-8';
  readonly body: string;
}

interface Addresses {
  /** The service's address without a query. */
  readonly baseUrl: string;
  /** The same with the mandator, where the query named one. */
  readonly serviceAddress: string;
}

type Renderer = (addresses: Addresses) => string;

/** What a query may ask for. WCF splits the query at `&` and compares its tokens whole, without case. */
const DOCUMENTS: ReadonlyMap<string, Renderer> = new Map<string, Renderer>([
  [
    'wsdl',
    ({ baseUrl, serviceAddress }) =>
      wsdl({ serviceAddress, types: schemaImports(`${baseUrl}?xsd=xsd0`, `${baseUrl}?xsd=xsd1`) }),
  ],
  [
    'singlewsdl',
    ({ serviceAddress }) => wsdl({ serviceAddress, types: typesSchema() + messagesSchema(null) }),
  ],
  ['xsd=xsd0', ({ baseUrl }) => messagesSchema(`${baseUrl}?xsd=xsd1`)],
  ['xsd=xsd1', () => typesSchema()],
  ['disco', ({ baseUrl }) => disco(baseUrl)],
]);

/**
 * The metadata document that a query asks for, or null where it asks for none and the help page is to be shown.
 *
 * A first token that is neither a document nor `key=value` is the mandator (`?Default&wsdl`); clients made from
 * the description then send to that mandator.
 *
 * @param query - the query as received: without `?`, percent-encoding untouched
 * @param baseUrl - the service's public address without a query
 */
export function metadataDocument(query: string, baseUrl: string): MetadataDocument | null {
  const tokens = query.split('&');
  const render = tokens
    .map((token) => DOCUMENTS.get(token.toLowerCase()))
    .find((document) => document !== undefined);
  if (render === undefined) {
    return null;
  }
  const mandator = mandatorToken(tokens[0] ?? '');
  const serviceAddress = mandator === '' ? baseUrl : `${baseUrl}?${mandator}`;
  return {
    contentType: 'text/xml; charset=UTF-8',
    body: `<?xml version="1.0" encoding="utf-8"?>\n${render({ baseUrl, serviceAddress })}`,
  };
}

function mandatorToken(token: string): string {
  if (token.includes('=') || DOCUMENTS.has(token.toLowerCase())) {
    return '';
  }
  // Node hands on bytes that RFC 3986 keeps out of a query. Encoded, they cannot break the address or the XML.
  return token
    .toWellFormed()
    .replaceAll(/[^\w\-.~!$'()*+,;:@/?%]/gu, (character) => encodeURIComponent(character));
}
