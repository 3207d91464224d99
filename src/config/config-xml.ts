import type { Element } from '@xmldom/xmldom';
import { DOMParser, ParseError } from '@xmldom/xmldom';
import { decodeText } from './decode-text.ts';
import { reasonOf } from './reason-of.ts';

/** A configuration file that cannot be used. `message` says why, without the file's name. */
export class ConfigFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConfigFileError';
  }
}

/** A child of a section of a .NET configuration file: `<add name="..." />`. */
export interface ConfigEntry {
  /** `add`, `remove`, `clear` or something unexpected. */
  readonly kind: string;
  /** Attribute of that name; .NET compares the names of attributes with case. Null where it is missing. */
  attribute(name: string): string | null;
  readonly line: number;
}

/**
 * Reads a section of a .NET configuration file, which may stand alone or within `<configuration>`.
 * @returns its entries in order, or null where the file has no such section
 * @throws ConfigFileError where the file is no well-formed XML, or the section is kept elsewhere or encrypted
 */
export function readConfigSection(bytes: Uint8Array, section: string): readonly ConfigEntry[] | null {
  const root = parseXml(bytes);
  const element =
    root.tagName === 'configuration' ? childrenOf(root).find((child) => child.tagName === section) : root;
  if (element === undefined || element.tagName !== section) {
    return null;
  }
  const source = element.getAttribute('configSource');
  if (source !== null) {
    throw new ConfigFileError(
      `line ${lineOf(element)} keeps <${section}> in another file (configSource="${source}")`,
    );
  }
  if (element.hasAttribute('configProtectionProvider')) {
    throw new ConfigFileError(
      `line ${lineOf(element)} has <${section}> encrypted, which only Windows can decrypt`,
    );
  }
  return childrenOf(element).map((child) => ({
    kind: child.tagName,
    attribute: (name) => child.getAttribute(name),
    line: lineOf(child),
  }));
}

function parseXml(bytes: Uint8Array): Element {
  let text: string;
  try {
    text = decodeXml(bytes);
  } catch (error) {
    throw new ConfigFileError(reasonOf(error), { cause: error });
  }
  let root: Element | null;
  try {
    const document = new DOMParser({ locator: true, onError: refuse }).parseFromString(text, 'text/xml');
    root = document.doctype === null ? document.documentElement : null;
  } catch (error) {
    // The parser's own message is left out: it may quote a connection string.
    throw new ConfigFileError(`not well-formed XML${placeOf(error)}`);
  }
  if (root === null) {
    throw new ConfigFileError('has a DOCTYPE, which no configuration file needs');
  }
  return root;
}

/** By byte order mark, else by the encoding that the XML declaration names (old files: windows-1252), else UTF-8. */
function decodeXml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 100)).toString('latin1');
  const declared = /^<\?xml[^>]*\bencoding=["']([\w-]+)["']/.exec(head)?.[1];
  return declared === undefined || /^utf-?(8|16)/i.test(declared)
    ? decodeText(bytes)
    : new TextDecoder(declared, { fatal: true }).decode(bytes);
}

function refuse(level: string, message: string): void {
  if (level !== 'fatalError') {
    throw new Error(message);
  }
}

function placeOf(error: unknown): string {
  const locator =
    error instanceof ParseError ? (error.locator as Record<string, unknown> | undefined) : undefined;
  const line = Number(locator?.['lineNumber'] ?? 0);
  return line > 0 ? ` at line ${line}` : '';
}

function childrenOf(element: Element): Element[] {
  return Array.from(element.childNodes).filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE,
  );
}

function lineOf(element: Element): number {
  return element.lineNumber ?? 0;
}
