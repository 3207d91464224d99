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

interface FromTableOptions {
  readonly mandator?: string;
  readonly table: string;
  readonly output?: string;
}

/** How long connecting and each question may take, in milliseconds: someone waits at the screen. */
const PATIENCE_MS = 15_000;

/** Adds `mapping from-table`, which makes a first mapping file from a table that is there. */
export function registerFromTable(mapping: Command): void {
  mapping
    .command('from-table')
    .description("make a first mapping file from a table that is there, by its columns' names")
    .requiredOption('--table <name>', 'the table, such as dbo.ExchangeNotification')
    .option('--mandator <name>', 'mandator whose database has it (default: the default mandator)')
    .option('--output <file>', 'write the mapping to this new file instead of printing it')
    .addHelpText(
      'after',
      `
What was guessed is told on the error output. Exit codes: 0 every column that needs a value has one, 1 something is to
be filled in or the table could not be read, 2 wrong usage.

Example:
  $ sync-notification mapping from-table --mandator PROD --table dbo.ExchangeNotification --output mapping.json
`,
    )
    .action(makeMapping);
}

async function makeMapping({ mandator, table, output }: FromTableOptions): Promise<void> {
  const settings = loadSettings({ env: process.env, flags: {}, cwd: process.cwd() });
  const name = mandator === undefined ? settings.defaultMandator : findMandator(settings, mandator);
  const config = databaseOf(settings, name);
  if (config === null) {
    throw new Error(`The mandator ${name} has no connection string, so there is no SQL Server to look into.`);
  }
  const guessed = guessMapping(await readFacts(name, config, parseTableName(table)));
  const text = `${JSON.stringify(guessed.file, null, 2)}\n`;
  if (output === undefined) {
    process.stdout.write(text);
  } else {
    await writeNew(output, text);
  }
  console.error(reportGuesses(guessed));
  if (!guessed.isComplete) {
    process.exitCode = 1;
  }
}

async function readFacts(
  mandator: string,
  config: DatabaseConfig,
  table: ReturnType<typeof parseTableName>,
): Promise<TableFacts> {
  const session = await openCatalogSession(config, PATIENCE_MS).catch((error: unknown) => {
    const { found, remedy } = explainOpenError(mandator, config, error);
    throw new Error(`${mandator}: ${found}\n${remedy ?? ''}`, { cause: error });
  });
  try {
    const facts = await readTable(session, table);
    if (facts !== null && facts.columns.length > 0) {
      return facts;
    }
    const similar = await readSimilarTables(session, table.name);
    const others = similar.length === 0 ? '' : ` Similar ones: ${similar.join(', ')}.`;
    throw new Error(
      `${mandator}: there is no table ${table.schema ?? 'dbo'}.${table.name}, or the login may not see it.${others}`,
    );
  } finally {
    await session.close();
  }
}

/** A mapping that someone has worked on is never overwritten. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') {
      throw new Error(`${file} is there already; remove it, or give another name.`, { cause: error });
    }
    throw error;
  }
}
