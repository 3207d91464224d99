import { InvalidArgumentError, type Command } from 'commander';
import type { Language } from '../language.ts';
import { formatNetwork } from '../net/network.ts';
import { readSavedRanges, saveRanges } from '../net/ranges-file.ts';
import { compareRanges, parseRanges, type Ranges } from '../net/ranges.ts';
import { withFolder, type FolderOptions } from './folder-options.ts';
import { addHelp } from './help.ts';
import { httpUrl } from './option-values.ts';
import { PROGRAM_TEXTS } from './program-texts.ts';
import { ENDPOINTS_URL, fetchEndpoints, isSafeSource } from './ranges/fetch-endpoints.ts';
import { openRanges, type OpenedRanges } from './ranges/open-ranges.ts';
import { RANGES_TEXTS, type RangesTexts } from './ranges/texts.ts';
import { pathOf, print, printJson, type Shell } from './shell.ts';

interface ShowOptions extends FolderOptions {
  readonly json?: true;
}

interface UpdateOptions extends FolderOptions {
  readonly file?: string;
  readonly url: URL;
  readonly dryRun?: true;
  readonly force?: true;
  readonly json?: true;
}

const DAY_MS = 86_400_000;

/** Adds `ranges show` and `ranges update`. They may be used while the service runs. */
export function registerRanges(program: Command, shell: Shell): void {
  const { language } = shell;
  const texts = RANGES_TEXTS[language];
  const ranges = program.command('ranges').description(texts.description);
  const showing = withFolder(ranges.command('show'), shell)
    .description(texts.show)
    .option('--json', PROGRAM_TEXTS[language].json)
    .action((options: ShowOptions) => show(shell, options));
  addHelp(showing, shell, { examples: ['ranges show', 'ranges show --json'] });
  const updating = withFolder(ranges.command('update'), shell)
    .description(texts.update)
    .option('--file <file>', texts.file)
    .option('--url <url>', texts.url, sourceUrl(language), new URL(ENDPOINTS_URL))
    .option('--dry-run', texts.dryRun)
    .option('--force', texts.force)
    .option('--json', texts.json)
    .action((options: UpdateOptions) => update(shell, options));
  addHelp(updating, shell, {
    notes: texts.notes,
    examples: ['ranges update', 'ranges update --file downloaded.json --dry-run'],
  });
}

function sourceUrl(language: Language): (text: string) => URL {
  return (text) => {
    const url = httpUrl(language)(text);
    if (!isSafeSource(url)) {
      throw new InvalidArgumentError(RANGES_TEXTS[language].wrongUrl(text));
    }
    return url;
  };
}

function show(shell: Shell, options: ShowOptions): void {
  const texts = RANGES_TEXTS[shell.language];
  const { ranges, from, file, problem, isAllowed } = openRanges(shell, options);
  const networks = ranges.networks.map(formatNetwork);
  const days = Math.max(0, Math.floor((Date.now() - Date.parse(ranges.retrieved)) / DAY_MS));
  const { retrieved, source } = ranges;
  if (options.json === true) {
    printJson(shell, { retrieved, days, from, file, source, problem, isAllowed, networks });
    return;
  }
  const lines = [
    texts.list(retrieved.slice(0, 10), days, from === 'file' ? file : null),
    texts.source(source),
    ...(problem === null ? [] : [texts.notRead(problem)]),
    ...(isAllowed ? [] : [texts.notAllowed]),
    '',
    ...networks,
  ];
  print(shell, lines.join('\n'));
}

async function update(shell: Shell, options: UpdateOptions): Promise<void> {
  const texts = RANGES_TEXTS[shell.language];
  const opened = openRanges(shell, options);
  const next = await readNext(shell, options);
  const { added, removed } = compareRanges(opened.ranges, next);
  if (options.json !== true) {
    const lines = [...added.map((network) => `+ ${network}`), ...removed.map((network) => `- ${network}`)];
    lines.forEach((line) => print(shell, line));
  }
  if (removed.length * 2 > opened.ranges.networks.length && options.force !== true) {
    throw new Error(texts.mostMissing(removed.length, opened.ranges.networks.length));
  }
  const isSaved = options.dryRun !== true;
  if (isSaved) {
    assertCounts(next, opened, texts);
    saveRanges(opened.file, next, opened.ranges);
  }
  if (options.json === true) {
    printJson(shell, { file: opened.file, isSaved, networks: next.networks.length, added, removed });
    return;
  }
  const change = texts.change(next.networks.length, added.length, removed.length);
  print(shell, isSaved ? texts.saved(change, opened.file) : texts.notSaved(change));
}

/** From now on: a list that somebody chooses counts, whatever date it had. */
async function readNext(shell: Shell, { file, url }: UpdateOptions): Promise<Ranges> {
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
  const saved = readSavedRanges(pathOf(shell, file));
  if (saved === null) {
    throw new Error(RANGES_TEXTS[shell.language].noFile(file));
  }
  return { ...saved, retrieved };
}

/** The newer list counts: with a clock that is years behind, that would stay the built-in one. */
function assertCounts(next: Ranges, { ranges, from }: OpenedRanges, texts: RangesTexts): void {
  if (from === 'built in' && next.retrieved < ranges.retrieved) {
    throw new Error(texts.clockBehind(next.retrieved, ranges.retrieved));
  }
}
