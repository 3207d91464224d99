import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAsCommand } from '../run-as-command.ts';

/** What a server's service differs in from the release's sync-notification.xml. */
export interface ServiceWish {
  readonly name: string;
  /** Full path of node.exe. */
  readonly node: string;
  readonly environmentFile: string;
  /** The release's folder. */
  readonly release: string;
  readonly logs: string;
}

/**
 * Puts a server's name and paths into the file that WinSW reads. Comments stay, since administrators read them.
 * @param template the release's file
 * @throws Error where the template has not what is to be replaced
 */
export function adaptService(template: string, wish: ServiceWish): string {
  const values: readonly (readonly [element: string, pattern: string, value: string])[] = [
    ['id', '[^<]*', wish.name],
    ['name', '[^<]*', wish.name],
    ['executable', '[^<]*', wish.node],
    ['argument', '--env-file=[^<]*', `--env-file=${wish.environmentFile}`],
    ['workingdirectory', '[^<]*', wish.release],
    ['logpath', '[^<]*', wish.logs],
  ];
  return values.reduce((text, [element, pattern, value]) => {
    const found = new RegExp(`<${element}>${pattern}</${element}>`, 'g');
    if ([...text.matchAll(found)].length !== 1) {
      throw new Error(`the release's sync-notification.xml has not exactly one <${element}>`);
    }
    return text.replace(found, () => `<${element}>${escape(value)}</${element}>`);
  }, template);
}

/**
 * The environment file, as Node.js reads it: in single quotes nothing has a meaning of its own.
 * @throws Error for a value that cannot be written in it
 */
export function environmentFile(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      if (/['\r\n]/.test(value)) {
        throw new Error(`${name} cannot hold an apostrophe or a line break`);
      }
      return `${name}='${value}'\n`;
    })
    .join('');
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Runs as a command: the file to write, and a JSON file with the wish. The environment file is written, too. */
function run([file = '', wishFile = '']: readonly string[]): void {
  const wish = JSON.parse(readFileSync(wishFile, 'utf8').replace(/^\uFEFF/, '')) as ServiceWish & {
    readonly environment: Readonly<Record<string, string>>;
  };
  // A checkout on Windows may have other line ends.
  const template = readFileSync(join(import.meta.dirname, 'sync-notification.xml'), 'utf8').replaceAll(
    '\r\n',
    '\n',
  );
  writeFileSync(file, adaptService(template, wish));
  writeFileSync(wish.environmentFile, environmentFile({ NODE_ENV: 'production', ...wish.environment }));
  process.stdout.write('{}\n');
}

runAsCommand(import.meta.url, run);
