import type { Command } from 'commander';
import type { ExitMeanings } from './exit-codes.ts';
import { withFolder } from './folder-options.ts';
import { addHelp } from './help.ts';
import { wholeNumber } from './option-values.ts';
import { PROGRAM_TEXTS } from './program-texts.ts';
import type { Shell } from './shell.ts';
import {
  dropChosen,
  exportChosen,
  importFile,
  listRows,
  retryRows,
  showRows,
  showStatus,
  type SpoolOptions,
} from './spool/actions.ts';
import { rowNumber, withSelection } from './spool/selection.ts';
import { SPOOL_TEXTS, type SpoolTexts } from './spool/texts.ts';

type Name = 'status' | 'list' | 'show' | 'retry' | 'drop' | 'export' | 'import';

/** Adds `spool` with its subcommands. They may be used while the service runs. */
export function registerSpool(program: Command, shell: Shell): void {
  const { language } = shell;
  const texts: SpoolTexts = SPOOL_TEXTS[language];
  const { json } = PROGRAM_TEXTS[language];
  const spool = program.command('spool').description(texts.description);
  const add = (name: Name, examples: readonly string[], codes: ExitMeanings = {}): Command => {
    const command = spool.command(name).description(texts[name]).option('--file <file>', texts.file);
    withFolder(command, shell);
    const lines = examples.map((line) => `spool ${name} ${line}`.trim());
    addHelp(command, shell, { notes: texts.notes, codes, examples: lines });
    return command;
  };
  add('status', ['', '--json'])
    .option('--json', json)
    .action((options: SpoolOptions) => showStatus(shell, options));
  withSelection(add('list', ['--set-aside --mandator PROD']), shell)
    .option('--queued', texts.onlyQueued)
    .option('--set-aside', texts.onlySetAside)
    .option('--limit <n>', texts.limit, wholeNumber(language, 1), 100)
    .option('--full', texts.full)
    .option('--json', json)
    .action((options: SpoolOptions) => listRows(shell, options));
  add('show', ['4711'])
    .argument('<numbers...>', texts.numbers, rowNumber(language))
    .option('--json', json)
    .action((seqs: readonly number[], options: SpoolOptions) => showRows(shell, seqs, options));
  withSelection(add('retry', ['--mandator PROD']), shell)
    .argument('[numbers...]', texts.numbers, rowNumber(language))
    .option('--all', texts.all)
    .option('--json', json)
    .action((seqs: readonly number[] | undefined, options: SpoolOptions, command: Command) =>
      retryRows(shell, seqs, options, command),
    );
  withSelection(add('drop', ['4711 4712', '--older-than 48h --yes'], texts.dropCodes), shell)
    .argument('[numbers...]', texts.numbers, rowNumber(language))
    .option('--all', texts.all)
    .option('--queued', texts.alsoQueued)
    .option('--yes', texts.yes)
    .option('--json', json)
    .action((seqs: readonly number[] | undefined, options: SpoolOptions, command: Command) =>
      dropChosen(shell, seqs, options, command),
    );
  withSelection(add('export', ['--output rows.jsonl'], texts.exportCodes), shell)
    .option('--queued', texts.onlyQueued)
    .option('--set-aside', texts.onlySetAside)
    .option('--output <file>', texts.output)
    .action((options: SpoolOptions) => exportChosen(shell, options));
  add('import', ['rows.jsonl'])
    .argument('<file>', texts.source)
    .option('--json', json)
    .action((source: string, options: SpoolOptions) => importFile(shell, source, options));
}
