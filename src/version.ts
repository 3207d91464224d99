import { readFileSync } from 'node:fs';

/** The product's version, from the package.json that lies beside `src` and `dist`. */
export function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
