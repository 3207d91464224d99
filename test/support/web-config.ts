import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import xpath from 'xpath';

const root = join(import.meta.dirname, '../..');

/** Where a web.config has what IIS itself reads. */
export const SECTION = '/configuration/system.webServer';

/** The text of a file of the project: `deploy/iis/iisnode/web.config`. */
export function webConfigText(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** @throws Error where the file is not well-formed */
export function parseWebConfig(file: string): Document {
  const onError = (level: string, message: string): never => {
    throw new Error(`${file}: ${level}: ${message}`);
  };
  return new DOMParser({ onError }).parseFromString(webConfigText(file), 'text/xml');
}

/** The elements that an XPath expression selects, in the order of the file. */
export function elements(document: Document, path: string): Element[] {
  return xpath.select(path, document as unknown as Node) as unknown as Element[];
}

/** The values of the attributes that an XPath expression selects, in the order of the file. */
export function values(document: Document, path: string): string[] {
  return (xpath.select(path, document as unknown as Node) as unknown as { value: string }[]).map(
    ({ value }) => value,
  );
}

/** Where a path below the application leads: the module whose handler takes it, else the URL that a rule made of it. */
export function follow(document: Document, path: string): string {
  let url = path;
  for (const rule of elements(document, `${SECTION}/rewrite/rules/rule`)) {
    const pattern = rule.getElementsByTagName('match')[0]?.getAttribute('url') ?? '';
    if (new RegExp(pattern, 'i').test(url)) {
      url = rule.getElementsByTagName('action')[0]?.getAttribute('url') ?? '';
    }
  }
  const handler = elements(document, `${SECTION}/handlers/add[@verb='*']`).find((add) =>
    ['*', url.split('/').at(-1)].includes(add.getAttribute('path') ?? ''),
  );
  return handler?.getAttribute('modules') ?? url;
}
