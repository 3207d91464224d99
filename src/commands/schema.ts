import type { Command } from 'commander';
import { databaseOf } from '../config/database-of.ts';
import { loadSettings } from '../config/settings.ts';
import { loadMapping } from '../mapping/load-mapping.ts';
import { createTableScript } from '../store/mssql/create-table.ts';
import { findMandator } from './find-mandator.ts';
import { addHelp } from './help.ts';
import { SCHEMA_TEXTS } from './schema-texts.ts';
import { pathOf, type Shell } from './shell.ts';

interface SchemaOptions {
  readonly mapping?: string;
  readonly mandator?: string;
  readonly grant?: string;
}

/** Adds `schema`, which prints the T-SQL that creates the table of a mapping. */
export function registerSchema(program: Command, shell: Shell): void {
  const texts = SCHEMA_TEXTS[shell.language];
  const command = program
    .command('schema')
    .description(texts.description)
    .option('--mapping <file>', texts.mapping)
    .option('--mandator <name>', texts.mandator)
    .option('--grant <user>', texts.grant)
    .action(async (options: SchemaOptions) => {
      shell.stdout.write(await makeScript(shell, options));
    });
  addHelp(command, shell, {
    notes: texts.notes,
    examples: [
      'schema > create-sync-notification.sql',
      'schema --mandator PROD --grant rooms_sync | sqlcmd -S SQLSERVER -d ROOMS -E',
    ],
  });
}

/** With a mapping file and no mandator the settings do not matter, and may not even be there yet. */
async function makeScript(shell: Shell, { mapping, mandator, grant }: SchemaOptions): Promise<string> {
  const grantTo = grant ?? null;
  if (mapping !== undefined && mandator === undefined) {
    const { table } = await loadMapping(pathOf(shell, mapping));
    return createTableScript(table, { grantTo });
  }
  const flags = mapping === undefined ? {} : { mapping };
  const settings = loadSettings({ env: shell.env, flags, cwd: shell.cwd });
  const { table } = await loadMapping(settings.mapping);
  const found = mandator === undefined ? null : findMandator(settings, mandator, shell.language);
  const database = found === null ? null : (databaseOf(settings, found)?.options?.database ?? null);
  return createTableScript(table, { database, grantTo });
}
