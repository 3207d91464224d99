import { escapeMarkup } from '../escape-markup.ts';

/**
 * The discovery document, `?disco`, by which older Microsoft tools find a service's description.
 *
 * @param baseUrl - the service's address without a query
 */
export function disco(baseUrl: string): string {
  const service = escapeMarkup(baseUrl);
  return `<discovery xmlns="http://schemas.xmlsoap.org/disco/">
  <contractRef xmlns="http://schemas.xmlsoap.org/disco/scl/" ref="${service}?wsdl" docRef="${service}"/>
</discovery>
`;
}
