/**
 * Makes the children of an element like those of another document's, and keeps what is alike: so focus, selection,
 * what was typed, the place that was scrolled to and the pointer's target stay. Runs in the browser, by itself: it
 * refers to nothing but `mergeElement`.
 */
export function mergeChildren(old: Element, fresh: Element): void {
  const keyOf = (node: Node): string | null =>
    node.nodeType === 1 ? (node as Element).id || (node as Element).getAttribute('data-key') || null : null;
  const wanted = new Set([...fresh.childNodes].map(keyOf));
  const kept = new Map<string, Node>();
  for (const node of old.childNodes) {
    const key = keyOf(node);
    if (key !== null && wanted.has(key)) {
      kept.set(key, node);
    }
  }
  let place = old.firstChild;
  for (const node of fresh.childNodes) {
    const key = keyOf(node);
    // What has a key of its own and is wanted further down must neither be overwritten nor stand in the way.
    while (place !== null && keyOf(place) !== key && !kept.has(keyOf(place) ?? '') && keyOf(place) !== null) {
      const gone = place;
      place = place.nextSibling;
      gone.remove();
    }
    const same: Node | null | undefined =
      key === null ? (place !== null && keyOf(place) === null ? place : null) : kept.get(key);
    if (!same || same.nodeName !== node.nodeName) {
      old.insertBefore(document.importNode(node, true), place);
      continue;
    }
    if (same === place) {
      place = place.nextSibling;
    } else {
      old.insertBefore(same, place);
    }
    if (same.nodeType === 1) {
      mergeElement(same as Element, node as Element);
    } else if (same.nodeValue !== node.nodeValue) {
      same.nodeValue = node.nodeValue;
    }
  }
  while (place !== null) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

/**
 * Makes an element like another. A fold stays as the reader left it, and `data-keep` marks what the script or a form
 * before has put there. Runs in the browser, by itself: it refers to nothing but `mergeChildren`.
 */
export function mergeElement(old: Element, fresh: Element): void {
  if (old.hasAttribute('data-keep')) {
    return;
  }
  const isReaders = (name: string): boolean => name === 'open' && old.nodeName === 'DETAILS';
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !isReaders(name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !isReaders(name)) {
      old.setAttribute(name, value);
    }
  }
  mergeChildren(old, fresh);
}
