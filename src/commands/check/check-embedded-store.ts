import { constants, accessSync, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Table } from '../../mapping/table.ts';
import { quoteIdentifier } from '../../store/sqlite/sqlite-statements.ts';
import { nearestFolder } from '../nearest-folder.ts';
import { speaker } from '../texts.ts';
import { fail, ok, type Finding } from './finding.ts';
import { CHECK_TEXTS } from './texts.ts';

const say = speaker(CHECK_TEXTS);

const CHECK = 'embedded store';

/** Checks folder and file of the embedded store, changing neither. */
export function checkEmbeddedStore(file: string, table: Table): Finding[] {
  const folder = checkFolder(dirname(file));
  return folder.result === 'fail' || !existsSync(file) ? [folder] : [folder, checkFile(file, table)];
}

function checkFolder(folder: string): Finding {
  const nearest = nearestFolder(folder);
  const isThere = nearest === folder;
  try {
    if (!statSync(nearest).isDirectory()) {
      return fail(
        null,
        CHECK,
        say((t) => t.noFolder(nearest)),
        say((t) => t.setFolder),
      );
    }
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch (error) {
    const found = say((t) => t.notWritable(nearest, !isThere, reasonOf(error)));
    return fail(
      null,
      CHECK,
      found,
      say((t) => t.makeWritable),
    );
  }
  return ok(
    null,
    CHECK,
    say((t) => (isThere ? t.writable(folder) : t.willBeMade(folder))),
  );
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
        return ok(
          null,
          CHECK,
          say((t) => t.tableWillBeMade(file, table.name)),
        );
      }
      return ok(
        null,
        CHECK,
        say((t) =>
          missing.length === 0
            ? t.columnsThere(file, table.columns.length)
            : t.columnsWillBeAdded(file, missing.join(', ')),
        ),
      );
    } finally {
      database.close();
    }
  } catch (error) {
    return fail(
      null,
      CHECK,
      say((t) => t.noDatabase(file, reasonOf(error))),
      say((t) => t.replaceDatabase),
    );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
