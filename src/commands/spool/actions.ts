import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { toJsonObject } from '../../spool/json-lines.ts';
import { countRows, dropRows, requeueRows, selectRows, type RowSelection } from '../../spool/select-rows.ts';
import { createSpoolReader } from '../../spool/spool-reader.ts';
import { EXIT } from '../exit-codes.ts';
import { formatBytes } from '../format-bytes.ts';
import { usageError } from '../help.ts';
import { print, printJson, tell, type Shell } from '../shell.ts';
import { formatRow, formatRows, formatTotals } from './format.ts';
import { exportRows, importRows } from './move-rows.ts';
import { withSpoolFile, type FileOptions } from './open-file.ts';
import { assertSelected, toSelection, type SelectionOptions } from './selection.ts';
import { SPOOL_TEXTS } from './texts.ts';

/** The options of all subcommands together; each has some of them. */
export interface SpoolOptions extends FileOptions, SelectionOptions {
  readonly queued?: true;
  readonly setAside?: true;
  readonly json?: true;
  readonly full?: true;
  readonly yes?: true;
  readonly limit?: number;
  readonly output?: string;
}

/** `spool status` */
export async function showStatus(shell: Shell, options: SpoolOptions): Promise<void> {
  const texts = SPOOL_TEXTS[shell.language];
  await withSpoolFile(shell, options, (database, file) => {
    const reader = createSpoolReader(database);
    const mandators = reader.mandators().map((mandator) => reader.totals(mandator));
    const fileBytes = reader.fileBytes();
    if (options.json === true) {
      const plain = mandators.map((one) => ({
        ...one,
        oldestAt: one.oldestAt === null ? null : new Date(one.oldestAt).toISOString(),
      }));
      printJson(shell, { file, fileBytes, mandators: plain });
      return;
    }
    print(shell, `${file}, ${formatBytes(fileBytes)}\n`);
    print(shell, mandators.length === 0 ? texts.nothingWaits : formatTotals(mandators, Date.now(), texts));
  });
}

/** `spool list` */
export async function listRows(shell: Shell, options: SpoolOptions): Promise<void> {
  const texts = SPOOL_TEXTS[shell.language];
  const selection = withState(toSelection([], options), options);
  await withSpoolFile(shell, options, (database) => {
    const rows = selectRows(database, selection, options.limit ?? 100);
    if (options.json === true) {
      printJson(shell, rows.map(toJsonObject));
      return;
    }
    const count = countRows(database, selection);
    print(shell, rows.length === 0 ? texts.noSuchRow : formatRows(rows, options.full === true, texts));
    if (count > rows.length) {
      print(shell, `\n${texts.someOf(rows.length, count)}`);
    }
  });
}

/** `spool show` */
export async function showRows(shell: Shell, seqs: readonly number[], options: SpoolOptions): Promise<void> {
  const texts = SPOOL_TEXTS[shell.language];
  await withSpoolFile(shell, options, (database) => {
    const rows = selectRows(database, { seqs }, seqs.length);
    const missing = seqs.filter((seq) => rows.every((row) => row.seq !== seq));
    if (missing.length > 0) {
      throw new Error(texts.missing(missing.join(', ')));
    }
    if (options.json === true) {
      printJson(shell, rows.map(toJsonObject));
    } else {
      print(shell, rows.map((row) => formatRow(row, texts)).join('\n\n'));
    }
  });
}

/** `spool retry` */
export async function retryRows(
  shell: Shell,
  seqs: readonly number[] | undefined,
  options: SpoolOptions,
  command: Command,
): Promise<void> {
  assertSelected(shell, seqs ?? [], options, command);
  await withSpoolFile(shell, options, (database) => {
    const requeued = requeueRows(database, toSelection(seqs ?? [], options));
    report(shell, options, { requeued }, SPOOL_TEXTS[shell.language].requeued(requeued));
  });
}

/** `spool drop` */
export async function dropChosen(
  shell: Shell,
  seqs: readonly number[] | undefined,
  options: SpoolOptions,
  command: Command,
): Promise<void> {
  const texts = SPOOL_TEXTS[shell.language];
  assertSelected(shell, seqs ?? [], options, command);
  const selection = toSelection(seqs ?? [], options);
  const meant: RowSelection = options.queued === true ? selection : { ...selection, state: 'setAside' };
  await withSpoolFile(shell, options, async (database) => {
    const waiting = countRows(database, { ...selection, state: 'queued' });
    if (seqs !== undefined && seqs.length > 0 && options.queued !== true && waiting > 0) {
      throw new Error(texts.wouldBeLost(waiting));
    }
    const isConfirmed =
      options.yes === true || (await confirm(shell, texts.question(countRows(database, meant)), command));
    const dropped = isConfirmed ? dropRows(database, meant) : 0;
    report(shell, options, { dropped }, isConfirmed ? texts.deleted(dropped) : texts.nothingDeleted);
  });
}

/** `spool export` */
export async function exportChosen(shell: Shell, options: SpoolOptions): Promise<void> {
  const texts = SPOOL_TEXTS[shell.language];
  const { count, isDamaged } = await exportRows(shell, options, withState(toSelection([], options), options));
  tell(shell, texts.written(count));
  if (isDamaged) {
    tell(shell, texts.damaged);
    shell.exitCode = EXIT.failed;
  }
}

/** `spool import` */
export async function importFile(shell: Shell, source: string, options: SpoolOptions): Promise<void> {
  const { read, added } = await importRows(shell, options, source);
  const there = read - added;
  report(shell, options, { added, there }, SPOOL_TEXTS[shell.language].added(added, there));
}

function report(shell: Shell, { json }: SpoolOptions, data: object, text: string): void {
  if (json === true) {
    printJson(shell, data);
  } else {
    print(shell, text);
  }
}

function withState(selection: RowSelection, { queued, setAside }: SpoolOptions): RowSelection {
  if ((queued === true) === (setAside === true)) {
    return selection;
  }
  return { ...selection, state: queued === true ? 'queued' : 'setAside' };
}

async function confirm(shell: Shell, question: string, command: Command): Promise<boolean> {
  const { stdin, stderr } = shell;
  const texts = SPOOL_TEXTS[shell.language];
  if (stdin.isTTY !== true) {
    usageError(command, shell, texts.nobodyToAsk);
  }
  stderr.write(question);
  const lines = createInterface({ input: stdin });
  try {
    for await (const line of lines) {
      return texts.yesPattern.test(line.trim());
    }
    return false;
  } finally {
    lines.close();
  }
}
