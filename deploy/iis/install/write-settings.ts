import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import { runAsCommand } from '../../run-as-command.ts';

/** What the file of a new installation begins with. */
const HEADER = `// Settings of rooms-sync-notification, written by its installation and yours to change: it changes only what it is
// told to, and keeps a copy before. Every setting is described in docs/settings.md of the release.
`;

/** Settings that belong into files of their own, which only the service may read: `..._FILE`. */
const SECRETS = /^(?:adminToken|sqlPassword)$/i;

const FORMAT = { insertSpaces: true, tabSize: 2, eol: '\n' };

/**
 * Sets values in the text of a settings file, and leaves its comments and everything else as they are.
 * @param text of the file, or null where there is none yet
 * @throws Error with a sentence for the administrator
 */
export function writeSettings(text: string | null, values: Readonly<Record<string, unknown>>): string {
  const secret = Object.keys(values).find((name) => SECRETS.test(name));
  if (secret !== undefined) {
    throw new Error(`${secret} is a secret and belongs into a file of its own, not among the settings`);
  }
  let result = text ?? `${HEADER}{}\n`;
  const errors: ParseError[] = [];
  const present: unknown = parse(result, errors, { allowTrailingComma: true });
  if (errors.length > 0 || typeof present !== 'object' || present === null || Array.isArray(present)) {
    throw new Error('the settings file is not an object in JSON with comments; repair it first');
  }
  for (const [name, value] of Object.entries(values)) {
    if (JSON.stringify((present as Record<string, unknown>)[name]) !== JSON.stringify(value)) {
      result = applyEdits(result, modify(result, [name], value, { formattingOptions: FORMAT }));
    }
  }
  return result;
}

/** Reads the text of a file, without the byte order mark that Windows's editors put in front. */
function readText(file: string): string {
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}

/** Runs as a command: the settings file, and a JSON file with the wished `values`. Prints what the installer asks. */
function run([file = '', wishFile = '']: readonly string[]): void {
  const { values } = JSON.parse(readText(wishFile)) as { values: Record<string, unknown> };
  let text: string | null = null;
  try {
    text = readText(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
  }
  const written = writeSettings(text, values);
  // First beside it, then in its place: an interruption leaves the old file or the new one.
  writeFileSync(`${file}.new`, written);
  renameSync(`${file}.new`, file);
  const { adminPort = null } = parse(written, [], { allowTrailingComma: true }) as { adminPort?: unknown };
  process.stdout.write(`${JSON.stringify({ adminPort })}\n`);
}

runAsCommand(import.meta.url, run);
