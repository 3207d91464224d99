import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { formatColumnType } from '../mapping/column-type.ts';
import type { Mapping } from '../mapping/compile-mapping.ts';
import { DEFAULT_MAPPING } from '../mapping/default-mapping.ts';
import { createRowExtractor } from '../mapping/extract-rows.ts';
import { loadMapping } from '../mapping/load-mapping.ts';
import { readSendNotification } from '../mapping/read-send-notification.ts';
import type { Row } from '../mapping/table.ts';
import { DEFAULT_XML_LIMITS } from '../soap/xml-limits.ts';
import { decodeBody } from '../soap/decode-body.ts';
import { createXmlParser } from '../soap/parse-xml.ts';
import { readEnvelope } from '../soap/read-envelope.ts';
import { readSubscriptionId } from '../subscriptions/subscription-id.ts';
import { formatTable } from './format-table.ts';
import { showValue } from './show-value.ts';
import { registerFromTable } from './mapping-from-table.ts';

interface CheckOptions {
  readonly mandator: string;
  readonly json?: true;
  readonly full?: true;
}

/** Adds `mapping check`, `mapping default` and `mapping from-table`. */
export function registerMapping(program: Command): void {
  const mapping = program
    .command('mapping')
    .description('work on the mapping from messages to table columns');
  mapping
    .command('check')
    .description('check a mapping file, and show the rows that a message would give')
    .argument('<file>', 'mapping file')
    .argument('[sample]', 'a message as Exchange sends it')
    .option('--mandator <name>', 'mandator that the message is for', 'Default')
    .option('--json', 'print the rows as JSON')
    .option('--full', 'do not cut long values')
    .addHelpText('after', '\nExample:\n  $ sync-notification mapping check mapping.json packet.xml')
    .action(checkMapping);
  mapping
    .command('default')
    .description('print the built-in mapping, to start a file of your own from')
    .action(() => console.log(JSON.stringify(DEFAULT_MAPPING, null, 2)));
  registerFromTable(mapping);
}

async function checkMapping(file: string, sample: string | undefined, options: CheckOptions): Promise<void> {
  const mapping = await loadMapping(file);
  if (sample === undefined) {
    const { table } = mapping;
    const name = table.schema === null ? table.name : `${table.schema}.${table.name}`;
    console.log(`${file}: in order; ${table.columns.length} columns of ${name}`);
    return;
  }
  const rows = extractRows(mapping, await readFile(sample), options.mandator);
  console.log(options.json === true ? toJson(mapping, rows) : toTable(mapping, rows, options.full === true));
}

function extractRows(mapping: Mapping, bytes: Uint8Array, mandator: string): Row[] {
  const { envelope, payload } = readEnvelope(createXmlParser(DEFAULT_XML_LIMITS)(decodeBody(bytes, null)));
  return createRowExtractor(mapping, readSubscriptionId)(envelope, readSendNotification(payload), {
    mandator,
    receivedAt: new Date().toISOString(),
    remoteAddress: null,
    requestId: 'check',
  });
}

function toTable(mapping: Mapping, rows: readonly Row[], full: boolean): string {
  if (rows.length === 0) {
    return 'The message gives no row: none of its events is among "events" of the mapping.';
  }
  const heading = ['Column', 'Type', ...rows.map((_, index) => `Row ${index + 1}`)];
  const lines = mapping.table.columns.map((column, index) => [
    column.name,
    formatColumnType(column.type),
    ...rows.map((row) => showValue(row.values[index] ?? null)),
  ]);
  return formatTable([heading, ...lines], full);
}

function toJson(mapping: Mapping, rows: readonly Row[]): string {
  const objects = rows.map((row) =>
    Object.fromEntries(
      mapping.table.columns.map((column, index) => {
        const value = row.values[index] ?? null;
        return [
          column.name,
          typeof value === 'object' || typeof value === 'bigint' ? nullOrText(value) : value,
        ];
      }),
    ),
  );
  return JSON.stringify(objects, null, 2);
}

function nullOrText(value: Uint8Array | bigint | null): string | null {
  return value === null ? null : showValue(value);
}
