import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { formatNetwork } from '../net/network.ts';
import { readSavedRanges, saveRanges } from '../net/ranges-file.ts';
import { compareRanges, parseRanges, type Ranges } from '../net/ranges.ts';
import { httpUrl } from './option-values.ts';
import { ENDPOINTS_URL, fetchEndpoints, isSafeSource } from './ranges/fetch-endpoints.ts';
import { openRanges, type OpenedRanges, type RangesOptions } from './ranges/open-ranges.ts';

interface ShowOptions extends RangesOptions {
  readonly json?: true;
}

interface UpdateOptions extends RangesOptions {
  readonly file?: string;
  readonly url: URL;
  readonly dryRun?: true;
  readonly force?: true;
}

const DAY_MS = 86_400_000;

const UPDATE_HELP = `
The list is checked, shown against the one in force, and saved in the data folder; the one before stays beside it as
exchange-online-ranges.json.previous, and --file takes it back. A running service notices within seconds.

Examples:
  $ sync-notification ranges update
  $ sync-notification ranges update --file downloaded.json --dry-run
`;

/** Adds `ranges show` and `ranges update`. They may be used while the service runs. */
export function registerRanges(program: Command): void {
  const ranges = program
    .command('ranges')
    .description('see and update the networks that the name exchange-online stands for');
  withFolder(ranges.command('show'))
    .description('tell which list is in force, and how old it is')
    .option('--json', 'print it as JSON')
    .action(show);
  withFolder(ranges.command('update'))
    .description("get the current list from Microsoft's endpoint web service, or from a file")
    .option('--file <file>', 'a list that was downloaded or saved before, instead of asking Microsoft')
    .option(
      '--url <url>',
      'address to ask; https, or http on this machine',
      sourceUrl,
      new URL(ENDPOINTS_URL),
    )
    .option('--dry-run', 'only show what would change')
    .option('--force', 'save it although most of the networks in force are missing')
    .addHelpText('after', UPDATE_HELP)
    .action(update);
}

function withFolder(command: Command): Command {
  return command
    .option('--data-dir <folder>', 'data folder of the service (SYNC_DATA_DIR)')
    .option('--config <file>', 'settings file of the service (SYNC_CONFIG)');
}

function sourceUrl(text: string): URL {
  const url = httpUrl(text);
  if (!isSafeSource(url)) {
    throw new InvalidArgumentError(`Expected an https URL, or http on this machine, found "${text}".`);
  }
  return url;
}

function show(options: ShowOptions): void {
  const { ranges, from, file, problem, isAllowed } = openRanges(options);
  const networks = ranges.networks.map(formatNetwork);
  const days = Math.max(0, Math.floor((Date.now() - Date.parse(ranges.retrieved)) / DAY_MS));
  const { retrieved, source } = ranges;
  if (options.json === true) {
    console.log(
      JSON.stringify({ retrieved, days, from, file, source, problem, isAllowed, networks }, null, 2),
    );
    return;
  }
  console.log(
    [
      `List of ${retrieved.slice(0, 10)}, ${days} days old, ${from === 'file' ? file : 'built in'}.`,
      `Source: ${source}`,
      ...(problem === null ? [] : [`Not read: ${problem}`]),
      ...(isAllowed ? [] : ['The setting allow does not name exchange-online: the list lets nobody in.']),
      '',
      ...networks,
    ].join('\n'),
  );
}

async function update(options: UpdateOptions): Promise<void> {
  const opened = openRanges(options);
  const next = await readNext(options);
  const { added, removed } = compareRanges(opened.ranges, next);
  for (const line of [
    ...added.map((network) => `+ ${network}`),
    ...removed.map((network) => `- ${network}`),
  ]) {
    console.log(line);
  }
  if (removed.length * 2 > opened.ranges.networks.length && options.force !== true) {
    throw new Error(
      `${removed.length} of ${opened.ranges.networks.length} networks are missing. Nothing was saved; --force saves it.`,
    );
  }
  const change = `${next.networks.length} networks, ${added.length} added, ${removed.length} removed`;
  if (options.dryRun === true) {
    console.log(`${change}. Nothing was saved.`);
    return;
  }
  assertCounts(next, opened);
  saveRanges(opened.file, next, opened.ranges);
  console.log(`${change}. Saved to ${opened.file}.`);
}

/** From now on: a list that somebody chooses counts, whatever date it had. */
async function readNext({ file, url }: UpdateOptions): Promise<Ranges> {
  const retrieved = new Date().toISOString();
  if (file === undefined) {
    const source = `${url.origin}${url.pathname}`;
    const json = await fetchEndpoints(url);
    try {
      return parseRanges(json, { retrieved, source });
    } catch (error) {
      throw new Error(`${source}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
  const saved = readSavedRanges(resolve(file));
  if (saved === null) {
    throw new Error(`${file} does not exist`);
  }
  return { ...saved, retrieved };
}

/** The newer list counts: with a clock that is years behind, that would stay the built-in one. */
function assertCounts(next: Ranges, { ranges, from }: OpenedRanges): void {
  if (from === 'built in' && next.retrieved < ranges.retrieved) {
    throw new Error(
      `This machine's clock says ${next.retrieved}, and the built-in list is of ${ranges.retrieved}. Nothing was saved.`,
    );
  }
}
