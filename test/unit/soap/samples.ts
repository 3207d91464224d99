import { readFileSync, readdirSync } from 'node:fs';

const FOLDER = new URL('../../fixtures/samples/', import.meta.url);

/** The bytes of a sample message: `seed-packet.xml`, `hostile/057-doctype-empty.xml`. */
export function sample(name: string): Buffer {
  return readFileSync(new URL(name, FOLDER));
}

/** The names of the XML files in a folder of the samples. */
export function sampleNames(folder: '' | 'hostile/'): string[] {
  return readdirSync(new URL(folder, FOLDER))
    .filter((name) => name.endsWith('.xml'))
    .map((name) => folder + name);
}
