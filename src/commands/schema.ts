import type { Command } from 'commander';
import { databaseOf } from '../config/database-of.ts';
import { loadSettings } from '../config/settings.ts';
import { loadMapping } from '../mapping/load-mapping.ts';
import { createTableScript } from '../store/mssql/create-table.ts';
import { findMandator } from './find-mandator.ts';

interface SchemaOptions {
  readonly mapping?: string;
  readonly mandator?: string;
  readonly grant?: string;
}

/** Adds `schema`, which prints the T-SQL that creates the table of a mapping. */
export function registerSchema(program: Command): void {
  program
    .command('schema')
    .description('print the T-SQL that creates the table of the mapping; it may be run again')
    .option('--mapping <file>', 'mapping file (default: the one of the settings, else the built-in mapping)')
    .option('--mandator <name>', "make the script refuse every database but this mandator's")
    .option('--grant <user>', 'grant this database user what the service needs')
    .addHelpText(
      'after',
      `
The script is one batch of plain T-SQL for SQL Server 2012 and newer. A database administrator runs it, since the
service itself needs SELECT and INSERT only.

Examples:
  $ sync-notification schema > create-sync-notification.sql
  $ sync-notification schema --mandator PROD --grant rooms_sync | sqlcmd -S SQLSERVER -d ROOMS -E
`,
    )
    .action(printSchema);
}

/** With a mapping file and no mandator the settings do not matter, and may not even be there yet. */
async function printSchema({ mapping, mandator, grant }: SchemaOptions): Promise<void> {
  const grantTo = grant ?? null;
  if (mapping !== undefined && mandator === undefined) {
    const { table } = await loadMapping(mapping);
    process.stdout.write(createTableScript(table, { grantTo }));
    return;
  }
  const flags = mapping === undefined ? {} : { mapping };
  const settings = loadSettings({ env: process.env, flags, cwd: process.cwd() });
  const { table } = await loadMapping(settings.mapping);
  const found = mandator === undefined ? null : findMandator(settings, mandator);
  const database = found === null ? null : (databaseOf(settings, found)?.options?.database ?? null);
  process.stdout.write(createTableScript(table, { database, grantTo }));
}
