import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAsCommand } from '../../run-as-command.ts';

/** The three ways into IIS, by the names that the installer has for them, and their folders. */
const FOLDERS = { HttpPlatform: 'httpplatform', IisNode: 'iisnode', ReverseProxy: 'reverse-proxy' } as const;

/** What a server's web.config differs in from the release's. */
export interface WebConfigWish {
  readonly way: keyof typeof FOLDERS;
  /** Full path of node.exe. */
  readonly node?: string;
  /** Folder that the module writes what the process prints into. */
  readonly logs?: string;
  /** Environment variables of the service. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether URL Rewrite is there, so that a parent's rules can be taken away. */
  readonly clearRules?: boolean;
  /** URL that the reverse proxy hands requests on to. */
  readonly target?: string;
}

/**
 * Puts a server's paths into a way's web.config. Comments stay, since administrators read them.
 * @param template the release's file of this way
 * @throws Error where the template has not what is to be replaced
 */
export function adaptWebConfig(template: string, wish: WebConfigWish): string {
  const variables = Object.entries(wish.environment ?? {});
  // The same name twice is an error 500.19.
  const twice = variables.find(([name]) =>
    new RegExp(`^ *<(?:add key|environmentVariable name)="${name}"`, 'm').test(withoutComments(template)),
  );
  if (twice !== undefined) {
    throw new Error(`the release's web.config has ${twice[0]} already`);
  }
  switch (wish.way) {
    case 'HttpPlatform': {
      let text = replaceAttribute(template, 'processPath', wish.node);
      text = replaceAttribute(text, 'stdoutLogFile', wish.logs && `${wish.logs}\\service`);
      const added = variables.map(
        ([name, value]) => `<environmentVariable name="${escape(name)}" value="${escape(value)}" />`,
      );
      text = insertBefore(text, '      </environmentVariables>', added, '        ');
      return wish.clearRules === true ? uncommentRules(text) : text;
    }
    case 'IisNode': {
      let text = replaceAttribute(template, 'nodeProcessCommandLine', wish.node && `"${wish.node}"`);
      text = replaceAttribute(text, 'logDirectory', wish.logs);
      const added = variables.map(
        ([name, value]) => `<add key="${escape(name)}" value="${escape(value)}" />`,
      );
      return insertBefore(text, '  </appSettings>', added, '    ');
    }
    case 'ReverseProxy':
      return replaceOnce(template, /(<action type="Rewrite" url=)"[^"]*"/g, wish.target);
  }
}

/** Replaces an attribute's value outside of comments, where it stands once. */
function replaceAttribute(text: string, name: string, value: string | undefined): string {
  return replaceOnce(text, new RegExp(`([ \\n]${name}=)"[^"]*"`, 'g'), value);
}

function replaceOnce(text: string, pattern: RegExp, value: string | undefined): string {
  if (value === undefined) {
    return text;
  }
  if ([...text.matchAll(pattern)].length !== 1) {
    throw new Error(`the release's web.config has not exactly one ${pattern.source}`);
  }
  return text.replace(pattern, (_, before: string) => `${before}"${escape(value)}"`);
}

function insertBefore(text: string, end: string, lines: readonly string[], indent: string): string {
  const [before, after, ...more] = text.split(`${end}\n`);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`the release's web.config has not exactly one ${end.trim()}`);
  }
  return `${before}${lines.map((line) => `${indent}${line}\n`).join('')}${end}\n${after}`;
}

/** The element that is a comment in the release, because it needs URL Rewrite. */
function uncommentRules(text: string): string {
  const pattern = /<!-- Where URL Rewrite is installed[^]*?(<rewrite>.*<\/rewrite>)\n\s*-->/;
  if (!pattern.test(text)) {
    throw new Error("the release's web.config has no commented <rewrite>");
  }
  return text.replace(pattern, '$1');
}

function withoutComments(text: string): string {
  return text.replace(/<!--[^]*?-->/g, '');
}

function escape(value: string): string {
  return value.replace(/[&<"]/g, (character) =>
    character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&quot;',
  );
}

/** Runs as a command: the file to write, and a JSON file with the wish. Prints the hash of the file it began with. */
function run([file = '', wishFile = '']: readonly string[]): void {
  const wish = JSON.parse(readFileSync(wishFile, 'utf8').replace(/^\uFEFF/, '')) as WebConfigWish;
  const template = readFileSync(join(import.meta.dirname, '..', FOLDERS[wish.way], 'web.config'));
  // A checkout on Windows may have other line ends.
  writeFileSync(file, adaptWebConfig(template.toString('utf8').replaceAll('\r\n', '\n'), wish));
  const hash = createHash('sha256').update(template).digest('hex').toUpperCase();
  process.stdout.write(`${JSON.stringify({ template: hash })}\n`);
}

runAsCommand(import.meta.url, run);
