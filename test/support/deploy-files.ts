import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { settingEntries } from '../../src/config/catalogue.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A file of the project, by its path from the top. */
export function readProjectFile(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every file below a folder of the project, by its path from the top. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .toSorted();
}

/** Reads the documents of a YAML file as Kubernetes does. @throws Error for what is no YAML, and for a key given twice */
export function readYaml(path: string): unknown[] {
  return parseAllDocuments(readProjectFile(path), { version: '1.1', merge: true }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) {
      throw new Error(`${path}: ${problem.message}`);
    }
    return document.toJS() as unknown;
  });
}

/** Whether a setting is given by an environment variable of this name. */
export function isSettingVariable(name: string): boolean {
  return settingEntries().some(({ env, info }) => {
    const isPlain = info.perMandator !== 'each' && env.includes(name);
    const isFile = info.secret === true && env.some((variable) => name === `${variable}_FILE`);
    const isOfMandator =
      info.perMandator !== undefined && env.some((variable) => name.startsWith(`${variable}_`));
    return isPlain || isFile || isOfMandator;
  });
}

/** What stands at a path of a YAML document: `at(document, 'spec.ports.0.name')`; undefined where nothing does. */
export function at(document: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      document,
    );
}

/** The list at a path of a YAML document. @throws TypeError where something else stands there */
export function listAt(document: unknown, path: string): readonly unknown[] {
  const list = at(document, path);
  if (!Array.isArray(list)) {
    throw new TypeError(`there is no list at ${path}`);
  }
  return list;
}
