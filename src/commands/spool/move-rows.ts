import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { fromJsonLine, toJsonLine } from '../../spool/json-lines.ts';
import { adoptRows, readableRows } from '../../spool/salvage.ts';
import { isSelected, type RowSelection } from '../../spool/select-rows.ts';
import type { SpooledRow } from '../../spool/spooled-row.ts';
import { pathOf, type Shell } from '../shell.ts';
import { spoolFileOf, withSpoolFile, type FileOptions } from './open-file.ts';

/** Rows that are read before any is added, so that a file with a mistake adds none. */
type ImportedRow = Omit<SpooledRow, 'seq'>;

/**
 * Writes rows as JSON Lines to a new file or standard output, as far as they can be read.
 * @returns how many, and whether some could not be read
 * @throws Error where the output exists already
 */
export async function exportRows(
  shell: Shell,
  options: FileOptions & { readonly output?: string },
  selection: RowSelection,
): Promise<{ readonly count: number; readonly isDamaged: boolean }> {
  const output = options.output === undefined ? null : await open(pathOf(shell, options.output), 'wx');
  const write = async (line: string): Promise<void> => {
    await (output === null ? writeOut(shell, line) : output.write(line));
  };
  let count = 0;
  let isDamaged = false;
  try {
    const rows = readableRows(spoolFileOf(shell, options));
    for (let next = rows.next(); ; next = rows.next()) {
      if (next.done === true) {
        isDamaged ||= next.value;
        break;
      }
      if (isSelected(next.value, selection)) {
        const line = lineOf(next.value);
        isDamaged ||= line === null;
        if (line !== null) {
          await write(`${line}\n`);
          count += 1;
        }
      }
    }
    await output?.sync();
  } finally {
    await output?.close();
  }
  return { count, isDamaged };
}

/**
 * Adds the rows of an export, all or none; those that are in the spool already are passed over.
 * @param source path of the file, or `-` for standard input
 * @throws JsonLineError
 */
export async function importRows(
  shell: Shell,
  options: FileOptions,
  source: string,
): Promise<{ readonly read: number; readonly added: number }> {
  const input = source === '-' ? shell.stdin : createReadStream(pathOf(shell, source));
  const rows: ImportedRow[] = [];
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== '') {
      rows.push(fromJsonLine(text, line));
    }
  }
  return withSpoolFile(shell, options, (database) => ({
    read: rows.length,
    added: adoptRows(database, rows),
  }));
}

function lineOf(row: SpooledRow): string | null {
  try {
    return toJsonLine(row);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

/** Waits for a slow reader, so that a large spool is not gathered in memory. */
function writeOut({ stdout }: Shell, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stdout.write(line, (error) => (error ? reject(error) : resolve()));
  });
}
