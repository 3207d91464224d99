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
import { addHelp } from './help.ts';
import { registerFromTable } from './mapping-from-table.ts';
import { MAPPING_TEXTS, type MappingTexts } from './mapping/texts.ts';
import { pathOf, print, printJson, type Shell } from './shell.ts';
import { showValue } from './show-value.ts';

interface CheckOptions {
  readonly mandator: string;
  readonly json?: true;
  readonly full?: true;
}

/** Adds `mapping check`, `mapping default` and `mapping from-table`. */
export function registerMapping(program: Command, shell: Shell): void {
  const texts = MAPPING_TEXTS[shell.language];
  const mapping = program.command('mapping').description(texts.description);
  const check = mapping
    .command('check')
    .description(texts.check)
    .argument('<file>', texts.file)
    .argument('[sample]', texts.sample)
    .option('--mandator <name>', texts.mandatorOfMessage, 'Default')
    .option('--json', texts.json)
    .option('--full', texts.full)
    .action((file: string, sample: string | undefined, options: CheckOptions) =>
      checkMapping(shell, file, sample, options),
    );
  addHelp(check, shell, {
    examples: ['mapping check mapping.json', 'mapping check mapping.json packet.xml --json'],
  });
  const builtIn = mapping
    .command('default')
    .description(texts.default)
    .action(() => printJson(shell, DEFAULT_MAPPING));
  addHelp(builtIn, shell, { examples: ['mapping default > mapping.json'] });
  registerFromTable(mapping, shell);
}

async function checkMapping(
  shell: Shell,
  file: string,
  sample: string | undefined,
  options: CheckOptions,
): Promise<void> {
  const texts = MAPPING_TEXTS[shell.language];
  const mapping = await loadMapping(pathOf(shell, file));
  if (sample === undefined) {
    const { table } = mapping;
    const name = table.schema === null ? table.name : `${table.schema}.${table.name}`;
    if (options.json === true) {
      const columns = table.columns.map((column) => ({
        name: column.name,
        type: formatColumnType(column.type),
      }));
      printJson(shell, { file, table: name, columns });
    } else {
      print(shell, texts.inOrder(file, table.columns.length, name));
    }
    return;
  }
  const rows = extractRows(mapping, await readFile(pathOf(shell, sample)), options.mandator);
  if (options.json === true) {
    printJson(shell, toObjects(mapping, rows));
  } else {
    print(shell, toTable(mapping, rows, options.full === true, texts));
  }
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

function toTable(mapping: Mapping, rows: readonly Row[], full: boolean, texts: MappingTexts): string {
  if (rows.length === 0) {
    return texts.noRow;
  }
  const heading = [texts.column, texts.type, ...rows.map((_, index) => texts.row(index + 1))];
  const lines = mapping.table.columns.map((column, index) => [
    column.name,
    formatColumnType(column.type),
    ...rows.map((row) => showValue(row.values[index] ?? null)),
  ]);
  return formatTable([heading, ...lines], full);
}

function toObjects(mapping: Mapping, rows: readonly Row[]): object[] {
  return rows.map((row) =>
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
}

function nullOrText(value: Uint8Array | bigint | null): string | null {
  return value === null ? null : showValue(value);
}
