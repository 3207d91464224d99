import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { countRows, dropRows, requeueRows, selectRows, type RowSelection } from '../spool/select-rows.ts';
import { toJsonObject } from '../spool/json-lines.ts';
import { createSpoolReader } from '../spool/spool-reader.ts';
import { wholeNumber } from './option-values.ts';
import { formatBytes, formatRow, formatRows, formatTotals } from './spool/format.ts';
import { exportRows, importRows } from './spool/move-rows.ts';
import { withSpoolFile, type FileOptions } from './spool/open-file.ts';
import {
  assertSelected,
  rowNumber,
  toSelection,
  withSelection,
  type SelectionOptions,
} from './spool/selection.ts';

interface Options extends FileOptions, SelectionOptions {
  readonly queued?: true;
  readonly setAside?: true;
  readonly json?: true;
  readonly full?: true;
  readonly yes?: true;
  readonly limit?: number;
  readonly output?: string;
}

const CODES = 'Exit codes: 0 done, 1 it failed, 2 wrong usage.';

/** Adds `spool` with its subcommands. They may be used while the service runs. */
export function registerSpool(program: Command): void {
  const spool = program
    .command('spool')
    .description('look at rows that wait for SQL Server, and decide about those that were set aside');
  const add = (name: string, example: string): Command =>
    withFile(spool.command(name)).addHelpText(
      'after',
      `\n${CODES}\n\nExample:\n  $ sync-notification spool ${name} ${example}`,
    );
  add('status', '--json')
    .description('tell how many rows wait, since when, and how many were set aside')
    .option('--json', 'print it as JSON')
    .action(status);
  withSelection(add('list', '--set-aside --mandator PROD'))
    .description('list rows, the oldest first')
    .option('--queued', 'only rows that wait')
    .option('--set-aside', 'only rows that SQL Server refused')
    .option('--limit <n>', 'list so many at the most', wholeNumber(1), 100)
    .option('--full', 'do not cut long values')
    .option('--json', 'print them as JSON')
    .action(list);
  add('show', '4711')
    .description('tell everything about rows')
    .argument('<numbers...>', 'their numbers in the list', rowNumber)
    .option('--json', 'print them as JSON')
    .action(show);
  withSelection(add('retry', '--mandator PROD'))
    .description('put rows that were set aside back into the queue, after their reason is mended')
    .argument('[numbers...]', 'their numbers in the list', rowNumber)
    .option('--all', 'all that were set aside')
    .action(retry);
  withSelection(add('drop', '4711 4712'))
    .description('delete rows for good that were set aside')
    .argument('[numbers...]', 'their numbers in the list', rowNumber)
    .option('--all', 'all that were set aside')
    .option('--queued', 'rows that wait as well: they are lost')
    .option('--yes', 'do not ask')
    .action(drop);
  withSelection(add('export', '--output rows.jsonl'))
    .description('write rows as JSON Lines, also from a corrupt file (--file) as far as it can be read')
    .option('--queued', 'only rows that wait')
    .option('--set-aside', 'only rows that SQL Server refused')
    .option('--output <file>', 'write them to this new file instead of printing them')
    .action(exportTo);
  add('import', 'rows.jsonl')
    .description('add the rows of an export; those that are there already are passed over')
    .argument('<file>', 'the export, or - for standard input')
    .action(importFrom);
}

function withFile(command: Command): Command {
  return command
    .option('--file <file>', 'the spool file (default: spool.db in the data folder)')
    .option('--data-dir <folder>', 'data folder of the service (SYNC_DATA_DIR)')
    .option('--config <file>', 'settings file of the service (SYNC_CONFIG)');
}

async function status(options: Options): Promise<void> {
  await withSpoolFile(options, (database, file) => {
    const reader = createSpoolReader(database);
    const mandators = reader.mandators().map((mandator) => reader.totals(mandator));
    const fileBytes = reader.fileBytes();
    if (options.json === true) {
      const plain = mandators.map((one) => ({
        ...one,
        oldestAt: one.oldestAt === null ? null : new Date(one.oldestAt).toISOString(),
      }));
      console.log(JSON.stringify({ file, fileBytes, mandators: plain }, null, 2));
      return;
    }
    console.log(`${file}, ${formatBytes(fileBytes)}\n`);
    console.log(mandators.length === 0 ? 'No row waits.' : formatTotals(mandators, Date.now()));
  });
}

async function list(options: Options): Promise<void> {
  const selection = withState(toSelection([], options), options);
  await withSpoolFile(options, (database) => {
    const rows = selectRows(database, selection, options.limit ?? 100);
    if (options.json === true) {
      console.log(JSON.stringify(rows.map(toJsonObject), null, 2));
      return;
    }
    const count = countRows(database, selection);
    console.log(rows.length === 0 ? 'There is no such row.' : formatRows(rows, options.full === true));
    if (count > rows.length) {
      console.log(`\n${rows.length} of ${count} rows; --limit shows more.`);
    }
  });
}

async function show(seqs: readonly number[], options: Options): Promise<void> {
  await withSpoolFile(options, (database) => {
    const rows = selectRows(database, { seqs }, seqs.length);
    const missing = seqs.filter((seq) => rows.every((row) => row.seq !== seq));
    if (missing.length > 0) {
      throw new Error(`There is no row ${missing.join(', ')} in the spool (any more).`);
    }
    console.log(
      options.json === true
        ? JSON.stringify(rows.map(toJsonObject), null, 2)
        : rows.map(formatRow).join('\n\n'),
    );
  });
}

async function retry(seqs: readonly number[] | undefined, options: Options, command: Command): Promise<void> {
  assertSelected(seqs ?? [], options, command);
  await withSpoolFile(options, (database) => {
    const count = requeueRows(database, toSelection(seqs ?? [], options));
    console.log(`${rowsText(count)} back in the queue.`);
  });
}

async function drop(seqs: readonly number[] | undefined, options: Options, command: Command): Promise<void> {
  assertSelected(seqs ?? [], options, command);
  const selection = toSelection(seqs ?? [], options);
  const meant: RowSelection = options.queued === true ? selection : { ...selection, state: 'setAside' };
  await withSpoolFile(options, async (database) => {
    const waiting = countRows(database, { ...selection, state: 'queued' });
    if (seqs !== undefined && seqs.length > 0 && options.queued !== true && waiting > 0) {
      throw new Error(
        `${rowsText(waiting)} of these wait for SQL Server and would be lost; --queued drops them all the same.`,
      );
    }
    const question = `Delete ${rowsText(countRows(database, meant))} for good?`;
    if (options.yes !== true && !(await isConfirmed(question, command))) {
      console.log('Nothing is deleted.');
      return;
    }
    console.log(`${rowsText(dropRows(database, meant))} deleted.`);
  });
}

async function exportTo(options: Options): Promise<void> {
  const { count, isDamaged } = await exportRows(options, withState(toSelection([], options), options));
  console.error(`${rowsText(count)} written.`);
  if (isDamaged) {
    console.error('The file is damaged: other rows could not be read.');
    process.exitCode = 1;
  }
}

async function importFrom(source: string, options: FileOptions): Promise<void> {
  const { read, added } = await importRows(options, source);
  console.log(`${rowsText(added)} added, ${read - added} there already.`);
}

function withState(selection: RowSelection, { queued, setAside }: Options): RowSelection {
  if ((queued === true) === (setAside === true)) {
    return selection;
  }
  return { ...selection, state: queued === true ? 'queued' : 'setAside' };
}

async function isConfirmed(question: string, command: Command): Promise<boolean> {
  if (!process.stdin.isTTY) {
    command.error('error: nobody can be asked here; --yes deletes without asking');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test(await terminal.question(`${question} [y/N] `));
  } finally {
    terminal.close();
  }
}

function rowsText(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}
