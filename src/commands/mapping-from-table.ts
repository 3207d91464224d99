import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { databaseOf } from '../config/database-of.ts';
import { loadSettings } from '../config/settings.ts';
import { parseTableName } from '../mapping/table-name.ts';
import { openCatalogSession } from '../store/mssql/catalog-session.ts';
import { readSimilarTables, readTable } from '../store/mssql/read-catalog.ts';
import type { TableFacts } from '../store/mssql/table-facts.ts';
import { explainOpenError, type DatabaseConfig } from './check/explain-open-error.ts';
import { findMandator } from './find-mandator.ts';
import { guessMapping } from './from-table/guess-mapping.ts';
import { reportGuesses } from './from-table/report.ts';
import { EXIT } from './exit-codes.ts';
import { addHelp } from './help.ts';
import { MAPPING_TEXTS } from './mapping/texts.ts';
import { pathOf, tell, type Shell } from './shell.ts';

interface FromTableOptions {
  readonly mandator?: string;
  readonly table: string;
  readonly output?: string;
}

/** How long connecting and each question may take, in milliseconds: someone waits at the screen. */
const PATIENCE_MS = 15_000;

/** Adds `mapping from-table`, which makes a first mapping file from a table that is there. */
export function registerFromTable(mapping: Command, shell: Shell): void {
  const texts = MAPPING_TEXTS[shell.language];
  const command = mapping
    .command('from-table')
    .description(texts.fromTable)
    .requiredOption('--table <name>', texts.table)
    .option('--mandator <name>', texts.mandator)
    .option('--output <file>', texts.output)
    .action((options: FromTableOptions) => makeMapping(shell, options));
  addHelp(command, shell, {
    notes: texts.notes,
    codes: texts.codes,
    examples: ['mapping from-table --mandator PROD --table dbo.ExchangeNotification --output mapping.json'],
  });
}

async function makeMapping(shell: Shell, { mandator, table, output }: FromTableOptions): Promise<void> {
  const texts = MAPPING_TEXTS[shell.language];
  const settings = loadSettings({ env: shell.env, flags: {}, cwd: shell.cwd });
  const name =
    mandator === undefined ? settings.defaultMandator : findMandator(settings, mandator, shell.language);
  const config = databaseOf(settings, name);
  if (config === null) {
    throw new Error(texts.noConnection(name));
  }
  const guessed = guessMapping(await readFacts(shell, name, config, parseTableName(table)));
  const text = `${JSON.stringify(guessed.file, null, 2)}\n`;
  if (output === undefined) {
    shell.stdout.write(text);
  } else {
    await writeNew(shell, output, text);
  }
  tell(shell, reportGuesses(guessed, texts));
  if (!guessed.isComplete) {
    shell.exitCode = EXIT.failed;
  }
}

async function readFacts(
  shell: Shell,
  mandator: string,
  config: DatabaseConfig,
  table: ReturnType<typeof parseTableName>,
): Promise<TableFacts> {
  const session = await openCatalogSession(config, PATIENCE_MS).catch((error: unknown) => {
    const { found, remedy } = explainOpenError(mandator, config, error);
    const { language } = shell;
    throw new Error(`${mandator}: ${found[language]}\n${remedy?.[language] ?? ''}`, { cause: error });
  });
  try {
    const facts = await readTable(session, table);
    if (facts !== null && facts.columns.length > 0) {
      return facts;
    }
    const similar = await readSimilarTables(session, table.name);
    const name = `${table.schema ?? 'dbo'}.${table.name}`;
    const others = similar.length === 0 ? null : similar.join(', ');
    throw new Error(MAPPING_TEXTS[shell.language].noTable(mandator, name, others));
  } finally {
    await session.close();
  }
}

/** A mapping that someone has worked on is never overwritten. */
async function writeNew(shell: Shell, file: string, text: string): Promise<void> {
  try {
    await writeFile(pathOf(shell, file), text, { flag: 'wx' });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') {
      throw new Error(MAPPING_TEXTS[shell.language].exists(file), { cause: error });
    }
    throw error;
  }
}
