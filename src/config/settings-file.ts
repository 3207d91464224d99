import { dirname } from 'node:path';
import type { Node, ParseError } from 'jsonc-parser';
import { getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { SettingEntry } from './catalogue.ts';
import { decodeText } from './decode-text.ts';
import { didYouMean } from './did-you-mean.ts';
import type { RawSettings, RawValue } from './raw-value.ts';
import { findEntry } from './raw-value.ts';
import { reasonOf } from './reason-of.ts';
import type { SettingProblem } from './settings-error.ts';

/**
 * Reads a settings file: one JSON object, comments and trailing commas allowed. Problems are named with their line.
 * V8's own JSON errors quote the text around them, which may be a password; these never do.
 */
export function readSettingsFile(
  path: string,
  entries: readonly SettingEntry[],
  readFile: (path: string) => Uint8Array,
): RawSettings {
  let content: string;
  try {
    content = decodeText(readFile(path));
  } catch (error) {
    const found = `the settings file ${path} cannot be read (${reasonOf(error)})`;
    return refused('config', found, 'Name a readable file in SYNC_CONFIG, or unset it.');
  }
  const errors: ParseError[] = [];
  const root = parseTree(content, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || root?.type !== 'object') {
    const reason = error === undefined ? 'not a JSON object' : wordsOf(printParseErrorCode(error.error));
    const found = `${path} is not valid JSON: ${reason} at ${positionAt(content, error?.offset ?? 0)}`;
    return refused('config', found, 'Correct the file there.');
  }
  return readProperties(root, content, path, entries);
}

function readProperties(
  root: Node,
  content: string,
  path: string,
  entries: readonly SettingEntry[],
): RawSettings {
  const values: RawValue[] = [];
  const problems: SettingProblem[] = [];
  const seen = new Set<string>();
  for (const [key, node] of propertiesOf(root)) {
    const place = `${path} ${lineAt(content, node.offset)}`;
    const entry = findEntry(entries, key);
    if (seen.has(key)) {
      problems.push({ setting: key, found: `given twice, again in ${place}`, remedy: 'Remove one of them.' });
    } else if (entry === undefined) {
      problems.push(unknownKey(key, place, entries));
    } else if (entry.info.notInFile === true) {
      const found = `given in ${place}, where it has no effect`;
      problems.push({
        setting: key,
        env: entry.env[0],
        found,
        remedy: 'Set the environment variable instead.',
      });
    } else {
      values.push(...rawValuesOf(entry, node, content, path));
    }
    seen.add(key);
  }
  return { values, problems };
}

function rawValuesOf(entry: SettingEntry, node: Node, content: string, path: string): RawValue[] {
  const raw = (mandator: string | null, valueNode: Node): RawValue => ({
    entry,
    mandator,
    value: getNodeValue(valueNode) as unknown,
    origin: { source: 'file', name: `${path} ${lineAt(content, valueNode.offset)}` },
    baseDir: dirname(path),
  });
  if (entry.info.perMandator === undefined) {
    return [raw(null, node)];
  }
  return node.type === 'object'
    ? propertiesOf(node).map(([mandator, valueNode]) => raw(mandator, valueNode))
    : [raw('*', node)];
}

function propertiesOf(node: Node): [string, Node][] {
  return (node.children ?? []).flatMap((property): [string, Node][] => {
    const [key, value] = property.children ?? [];
    return key === undefined || value === undefined ? [] : [[String(key.value), value]];
  });
}

function unknownKey(key: string, place: string, entries: readonly SettingEntry[]): SettingProblem {
  const allowed = entries.filter((entry) => entry.info.notInFile !== true);
  const sameVariable = allowed.find((entry) => entry.env.includes(key));
  const near =
    sameVariable?.name ??
    didYouMean(
      key,
      allowed.map((entry) => entry.name),
    );
  const remedy = near === null ? 'Remove it; docs/settings.md lists every setting.' : `Did you mean ${near}?`;
  return { setting: key, found: `no setting has this name (${place})`, remedy };
}

function refused(setting: string, found: string, remedy: string): RawSettings {
  return { values: [], problems: [{ setting, env: 'SYNC_CONFIG', found, remedy }] };
}

/** `CommaExpected` in words. */
function wordsOf(code: string): string {
  return code.replaceAll(/\B[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function positionAt(content: string, offset: number): string {
  const column = offset - content.lastIndexOf('\n', offset - 1);
  return `${lineAt(content, offset)}, column ${column}`;
}

function lineAt(content: string, offset: number): string {
  return `line ${content.slice(0, offset).split('\n').length}`;
}
