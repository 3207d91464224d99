import { Option, type Command } from 'commander';
import { inTransaction } from '../spool/transaction.ts';
import { addEndRequests, removeEndRequests } from '../subscriptions/end-requests.ts';
import type { SubscriptionView } from '../subscriptions/view.ts';
import { withFolder, type FolderOptions } from './folder-options.ts';
import { addHelp, usageError } from './help.ts';
import { PROGRAM_TEXTS } from './program-texts.ts';
import { print, printJson, tell, type Shell } from './shell.ts';
import { formatDetails, formatList } from './subscriptions/format.ts';
import { withSubscriptionsFile, type OpenedFile } from './subscriptions/open-file.ts';
import {
  findViews,
  selectViews,
  SORT_KEYS,
  sortViews,
  type Selection,
  type SortKey,
} from './subscriptions/select.ts';
import { SUBSCRIPTIONS_TEXTS, type SubscriptionsTexts } from './subscriptions/texts.ts';

interface ListOptions extends FolderOptions, Selection {
  readonly sort?: SortKey;
  readonly json?: true;
  readonly full?: true;
}

interface ShowOptions extends FolderOptions {
  readonly json?: true;
}

interface EndOptions extends FolderOptions, Selection {
  readonly undo?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Adds `subscriptions list`, `subscriptions show` and `subscriptions end`. They may be used while the service runs. */
export function registerSubscriptions(program: Command, shell: Shell): void {
  const texts = SUBSCRIPTIONS_TEXTS[shell.language];
  const { json } = PROGRAM_TEXTS[shell.language];
  const subscriptions = program.command('subscriptions').description(texts.description);
  const listing = withSelection(withFolder(subscriptions.command('list'), shell), texts)
    .description(texts.list)
    .option('--silent', texts.silent)
    .option('--ended', texts.ended)
    .option('--gaps', texts.gaps)
    .addOption(new Option('--sort <column>', texts.sort).choices(SORT_KEYS))
    .option('--full', texts.full)
    .option('--json', json)
    .action((options: ListOptions) => list(shell, options));
  addHelp(listing, shell, {
    examples: ['subscriptions list --silent --sort last', 'subscriptions list --mandator PROD --json'],
  });
  const showing = withFolder(subscriptions.command('show'), shell)
    .description(texts.show)
    .argument('<subscription>', texts.subscription)
    .option('--json', json)
    .action((name: string, options: ShowOptions) => show(shell, name, options));
  addHelp(showing, shell, { examples: ['subscriptions show f2572dc4-f090-4259-9ed0-f08214ad47e6'] });
  const ending = withSelection(withFolder(subscriptions.command('end'), shell), texts)
    .description(texts.end)
    .argument('[subscriptions...]', texts.names)
    .option('--undo', texts.undo)
    .option('--dry-run', texts.dryRun)
    .option('--json', json)
    .action((names: string[], options: EndOptions, command: Command) => end(shell, names, options, command));
  addHelp(ending, shell, {
    notes: texts.notes,
    examples: [
      'subscriptions end f2572dc4-f090-4259-9ed0-f08214ad47e6',
      'subscriptions end --mandator OLD --dry-run',
      'subscriptions end --mailbox f3483959-36e0-4a10-8b42-9d3513c3f0d9 --undo',
    ],
  });
}

function withSelection(command: Command, texts: SubscriptionsTexts): Command {
  return command
    .option('--mandator <name>', texts.mandator)
    .option('--mailbox <guid>', texts.mailbox)
    .option('--server <part>', texts.server);
}

function list(shell: Shell, options: ListOptions): void {
  const texts = SUBSCRIPTIONS_TEXTS[shell.language];
  withSubscriptionsFile(shell, options, (opened) => {
    const views = sortViews(selectViews(opened.views, options), options.sort);
    if (options.json === true) {
      printJson(shell, views);
      return;
    }
    warnWithoutService(shell, opened);
    print(
      shell,
      views.length === 0
        ? texts.noneOf(opened.views.length)
        : formatList(views, options.full === true, texts),
    );
  });
}

function show(shell: Shell, name: string, options: ShowOptions): void {
  const texts = SUBSCRIPTIONS_TEXTS[shell.language];
  withSubscriptionsFile(shell, options, (opened) => {
    const views = findViews(opened.views, [name], shell.language);
    if (options.json === true) {
      printJson(shell, views);
    } else {
      warnWithoutService(shell, opened);
      print(shell, views.map((view) => formatDetails(view, texts)).join('\n\n'));
    }
  });
}

function end(shell: Shell, names: readonly string[], options: EndOptions, command: Command): void {
  const texts = SUBSCRIPTIONS_TEXTS[shell.language];
  const { mandator, mailbox, server, undo, dryRun, json } = options;
  if (names.length === 0 && [mandator, mailbox, server].every((part) => part === undefined || part === '')) {
    usageError(command, shell, texts.nothingSelected);
  }
  withSubscriptionsFile(shell, options, ({ database, views }) => {
    const named = names.length === 0 ? views : findViews(views, names, shell.language);
    const meant = sortViews(selectViews(named, options), undefined).filter(
      (view) => (view.endRequestedAt !== null) === (undo === true),
    );
    if (dryRun !== true) {
      const requestedAt = Date.now();
      inTransaction(database, () => {
        if (undo === true) {
          removeEndRequests(database, meant);
        } else {
          addEndRequests(
            database,
            meant.map(({ mandator: of, subscriptionId }) => ({ mandator: of, subscriptionId, requestedAt })),
          );
        }
      });
    }
    if (json === true) {
      printJson(shell, meant);
    } else {
      print(shell, endText(meant, options, texts));
    }
  });
}

function endText(
  meant: readonly SubscriptionView[],
  { undo, dryRun }: EndOptions,
  texts: SubscriptionsTexts,
): string {
  if (meant.length === 0) {
    return undo === true ? texts.noneToKeep : texts.noneToEnd;
  }
  const say = undo === true ? texts.goesOn : texts.ends;
  return `${formatList(meant, false, texts)}\n\n${say(meant.length, dryRun === true)}`;
}

function warnWithoutService(shell: Shell, { notRunningSince }: OpenedFile): void {
  if (notRunningSince !== null) {
    tell(shell, SUBSCRIPTIONS_TEXTS[shell.language].notRunning(notRunningSince.toISOString()));
  }
}
