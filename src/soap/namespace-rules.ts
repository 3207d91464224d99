const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
/** The namespace that declarations of namespaces are in themselves. */
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/**
 * What is wrong with binding a prefix to a namespace (Namespaces in XML 1.0, sections 2.2 and 3), or null.
 * @param prefix empty for the default namespace
 */
export function namespaceBindingProblem(prefix: string, namespace: string): string | null {
  if (prefix === 'xmlns') {
    return 'the prefix xmlns is declared';
  }
  if ((prefix === 'xml') !== (namespace === XML_NAMESPACE)) {
    return 'the prefix xml and its namespace belong to each other';
  }
  if (namespace === XMLNS_NAMESPACE) {
    return 'the namespace of xmlns is declared';
  }
  if (namespace === '' && prefix !== '') {
    return `the prefix ${prefix} is bound to no namespace`;
  }
  return null;
}
