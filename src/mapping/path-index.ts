import type { Element } from '@xmldom/xmldom';
import { textOf } from '../soap/dom.ts';
import type { ExpandedName } from './compile-expression.ts';

/** A plain path and the place its text goes to. */
export interface IndexedPath {
  readonly elements: readonly ExpandedName[];
  readonly attribute: ExpandedName | null;
  readonly slot: number;
}

/** Reads all paths at an element: into each path's slot goes the text of the first node that it selects. */
export type PathReader = (element: Element, slots: (string | null)[]) => void;

interface IndexNode {
  readonly children: Map<string, { namespace: string; node: IndexNode }[]>;
  readonly attributes: { name: ExpandedName; slot: number }[];
  readonly textSlots: number[];
}

/**
 * Puts the plain paths of one context into a tree by their steps, so that one walk over an element's children
 * answers all of them: the twenty paths of an event share its six children. A path's value is that of XPath's
 * string(): of the first selected node in document order, which is the order of the walk. Slots of paths that
 * select nothing are left as they are, so they have to be null before.
 */
export function createPathReader(paths: readonly IndexedPath[]): PathReader {
  const root = newNode();
  for (const path of paths) {
    let node = root;
    for (const name of path.elements) {
      node = descend(node, name);
    }
    if (path.attribute === null) {
      node.textSlots.push(path.slot);
    } else {
      node.attributes.push({ name: path.attribute, slot: path.slot });
    }
  }
  return (element, slots) => read(root, element, slots);
}

function newNode(): IndexNode {
  return { children: new Map(), attributes: [], textSlots: [] };
}

function descend(node: IndexNode, name: ExpandedName): IndexNode {
  const alike = node.children.get(name.localName) ?? [];
  node.children.set(name.localName, alike);
  const namespace = name.namespace ?? '';
  const found = alike.find((entry) => entry.namespace === namespace);
  if (found !== undefined) {
    return found.node;
  }
  const next = newNode();
  alike.push({ namespace, node: next });
  return next;
}

function read(node: IndexNode, element: Element, slots: (string | null)[]): void {
  for (const slot of node.textSlots) {
    slots[slot] ??= textOf(element);
  }
  for (const { name, slot } of node.attributes) {
    slots[slot] ??= attributeValue(element, name);
  }
  if (node.children.size === 0) {
    return;
  }
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    const alike = child.nodeType === 1 ? node.children.get((child as Element).localName ?? '') : undefined;
    if (alike !== undefined) {
      const namespace = (child as Element).namespaceURI ?? '';
      for (const entry of alike) {
        if (entry.namespace === namespace) {
          read(entry.node, child as Element, slots);
        }
      }
    }
  }
}

function attributeValue(element: Element, name: ExpandedName): string | null {
  return element.getAttributeNodeNS(name.namespace, name.localName)?.value ?? null;
}
