import { constants, accessSync, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Table } from '../../mapping/table.ts';
import { quoteIdentifier } from '../../store/sqlite/sqlite-statements.ts';
import { fail, ok, type Finding } from './finding.ts';

const CHECK = 'embedded store';

/** Checks folder and file of the embedded store, changing neither. */
export function checkEmbeddedStore(file: string, table: Table): Finding[] {
  const folder = checkFolder(dirname(file));
  return folder.result === 'fail' || !existsSync(file) ? [folder] : [folder, checkFile(file, table)];
}

function checkFolder(folder: string): Finding {
  const nearest = nearestExisting(folder);
  const isThere = nearest === folder;
  try {
    if (!statSync(nearest).isDirectory()) {
      return fail(null, CHECK, `${nearest} is no folder`, 'Set dataDir (SYNC_DATA_DIR) to a folder.');
    }
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch (error) {
    const found = `the ${isThere ? '' : 'parent of the '}data folder ${nearest} cannot be written (${reasonOf(error)})`;
    return fail(
      null,
      CHECK,
      found,
      "Give the service's account the right to write there, or set dataDir (SYNC_DATA_DIR) to another folder.",
    );
  }
  return ok(
    null,
    CHECK,
    isThere ? `the data folder ${folder} can be written` : `the data folder ${folder} will be made`,
  );
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}

/** Missing columns are added when the service starts; what cannot be mended is a file that is no database. */
function checkFile(file: string, table: Table): Finding {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const columns = database.prepare(`PRAGMA table_info(${quoteIdentifier(table.name)})`).all();
      const names = new Set(columns.map(({ name }) => String(name).toLowerCase()));
      const missing = table.columns.map(({ name }) => name).filter((name) => !names.has(name.toLowerCase()));
      if (names.size === 0) {
        return ok(null, CHECK, `${file} opens; its table ${table.name} will be made`);
      }
      return ok(
        null,
        CHECK,
        missing.length === 0
          ? `${file} opens, and all ${table.columns.length} columns are there`
          : `${file} opens; its columns ${missing.join(', ')} will be added`,
      );
    } finally {
      database.close();
    }
  } catch (error) {
    return fail(
      null,
      CHECK,
      `${file} cannot be opened as a database (${reasonOf(error)})`,
      "Give the service's account the right to write the file; if it is damaged, move it away: a new one is made.",
    );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
