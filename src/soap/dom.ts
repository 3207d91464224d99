import type { Element, Node } from '@xmldom/xmldom';

const ELEMENT_NODE = 1;
const TEXT_NODE = 3;

/** Whether a node is an element. */
export function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT_NODE;
}

/** Whether an element has this name: namespace and local name, exactly, whatever its prefix. */
export function isNamed(element: Element, ns: string, localName: string): boolean {
  return element.localName === localName && element.namespaceURI === ns;
}

/** The child elements of a node, in order. */
export function elementChildren(parent: Node): Element[] {
  const children: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (isElement(node)) {
      children.push(node);
    }
  }
  return children;
}

/** The first child element of this name, or null. */
export function childElement(parent: Node, ns: string, localName: string): Element | null {
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (isElement(node) && isNamed(node, ns, localName)) {
      return node;
    }
  }
  return null;
}

/** The child elements of this name, in order. */
export function childElements(parent: Node, ns: string, localName: string): Element[] {
  return elementChildren(parent).filter((element) => isNamed(element, ns, localName));
}

/**
 * The whole text in a node, that of the elements in it and of CDATA sections too. Comments and processing
 * instructions are no part of it and do not cut it.
 */
export function textOf(node: Node): string {
  const first = node.firstChild;
  // Nearly every element that is read holds one text and nothing else.
  if (first && !first.nextSibling && first.nodeType === TEXT_NODE) {
    return first.nodeValue ?? '';
  }
  return node.textContent ?? '';
}
