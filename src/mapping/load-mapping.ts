import { readFile } from 'node:fs/promises';
import { compileMapping, type Mapping } from './compile-mapping.ts';
import { DEFAULT_MAPPING } from './default-mapping.ts';
import { MappingError, parseMappingFile, parseMappingJson } from './mapping-file.ts';

/**
 * Loads and compiles the mapping that the settings name, or the built-in one.
 * @param file path of a mapping file; undefined for the built-in mapping
 * @throws MappingError naming every problem
 */
export async function loadMapping(file: string | undefined): Promise<Mapping> {
  if (file === undefined) {
    return compileMapping(parseMappingFile(DEFAULT_MAPPING, 'built in'), 'built in');
  }
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MappingError(file, [`it cannot be read: ${reason}`]);
  }
  return compileMapping(parseMappingJson(text, file), file);
}
