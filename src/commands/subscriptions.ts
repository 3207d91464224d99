import { Option, type Command } from 'commander';
import { inTransaction } from '../spool/transaction.ts';
import { addEndRequests, removeEndRequests } from '../subscriptions/end-requests.ts';
import type { SubscriptionView } from '../subscriptions/view.ts';
import { formatDetails, formatList } from './subscriptions/format.ts';
import { withSubscriptionsFile, type FileOptions, type OpenedFile } from './subscriptions/open-file.ts';
import {
  findViews,
  selectViews,
  SORT_KEYS,
  sortViews,
  type Selection,
  type SortKey,
} from './subscriptions/select.ts';

interface ListOptions extends FileOptions, Selection {
  readonly sort?: SortKey;
  readonly json?: true;
  readonly full?: true;
}

interface ShowOptions extends FileOptions {
  readonly json?: true;
}

interface EndOptions extends FileOptions, Selection {
  readonly undo?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

const END_HELP = `
Each message goes on being stored. The next one of such a subscription is answered Unsubscribe, and Exchange ends the
subscription. A running service notices within seconds. ROOMS subscribes again when it is told to.

Examples:
  $ sync-notification subscriptions end f2572dc4-f090-4259-9ed0-f08214ad47e6
  $ sync-notification subscriptions end --mandator OLD --dry-run
  $ sync-notification subscriptions end --mailbox f3483959-36e0-4a10-8b42-9d3513c3f0d9 --undo
`;

/** Adds `subscriptions list`, `show` and `end`. They may be used while the service runs. */
export function registerSubscriptions(program: Command): void {
  const subscriptions = program
    .command('subscriptions')
    .description('see which subscriptions are alive, and end some of them');
  withFileOptions(withSelection(subscriptions.command('list')))
    .description('list subscriptions')
    .option('--silent', 'those not heard for more than twice their StatusFrequency')
    .option('--ended', 'those that have ended')
    .option('--gaps', 'those with messages missing')
    .addOption(new Option('--sort <column>', 'order (default: mandator, server, mailbox)').choices(SORT_KEYS))
    .option('--full', 'do not cut long values')
    .option('--json', 'print them as JSON')
    .addHelpText('after', '\nExample:\n  $ sync-notification subscriptions list --silent --sort last')
    .action(list);
  withFileOptions(subscriptions.command('show'))
    .description('tell everything about a subscription')
    .argument('<subscription>', 'its SubscriptionId, or the GUID in it')
    .option('--json', 'print it as JSON')
    .action(show);
  withFileOptions(withSelection(subscriptions.command('end')))
    .description('answer the next message of subscriptions with Unsubscribe')
    .argument('[subscriptions...]', 'their SubscriptionIds, or the GUIDs in them')
    .option('--undo', 'take it back, as long as they have not been answered')
    .option('--dry-run', 'only tell which ones are meant')
    .option('--json', 'print those that are meant as JSON')
    .addHelpText('after', END_HELP)
    .action((names: string[], options: EndOptions, command: Command) => end(names, options, command));
}

function withSelection(command: Command): Command {
  return command
    .option('--mandator <name>', 'those of this mandator')
    .option('--mailbox <guid>', 'those of this mailbox')
    .option('--server <part>', 'those of Exchange servers with this in their name');
}

function withFileOptions(command: Command): Command {
  return command
    .option('--data-dir <folder>', 'data folder of the service (SYNC_DATA_DIR)')
    .option('--config <file>', 'settings file of the service (SYNC_CONFIG)');
}

function list(options: ListOptions): void {
  withSubscriptionsFile(options, (opened) => {
    const views = sortViews(selectViews(opened.views, options), options.sort);
    if (options.json === true) {
      console.log(JSON.stringify(views, null, 2));
      return;
    }
    warnWithoutService(opened);
    console.log(
      views.length === 0
        ? `None of ${opened.views.length} subscriptions.`
        : formatList(views, options.full === true),
    );
  });
}

function show(name: string, options: ShowOptions): void {
  withSubscriptionsFile(options, (opened) => {
    const views = findViews(opened.views, [name]);
    if (options.json === true) {
      console.log(JSON.stringify(views, null, 2));
    } else {
      warnWithoutService(opened);
      console.log(views.map(formatDetails).join('\n\n'));
    }
  });
}

function end(names: readonly string[], options: EndOptions, command: Command): void {
  const { mandator, mailbox, server, undo, dryRun, json } = options;
  if (names.length === 0 && [mandator, mailbox, server].every((part) => part === undefined || part === '')) {
    command.error('error: expected subscriptions, --mandator, --mailbox or --server, found none of them');
  }
  withSubscriptionsFile(options, ({ database, views }) => {
    const named = names.length === 0 ? views : findViews(views, names);
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
    console.log(json === true ? JSON.stringify(meant, null, 2) : endText(meant, options));
  });
}

function endText(meant: readonly SubscriptionView[], { undo, dryRun }: EndOptions): string {
  if (meant.length === 0) {
    return undo === true ? 'None of them was to be ended.' : 'None that is not to be ended already.';
  }
  const count = meant.length === 1 ? '1 subscription' : `${meant.length} subscriptions`;
  const what =
    undo === true
      ? `${count} ${dryRun === true ? 'would' : 'will'} go on`
      : `${count} ${dryRun === true ? 'would' : 'will'} be answered Unsubscribe at the next message`;
  return `${formatList(meant, false)}\n\n${what}.`;
}

function warnWithoutService({ notRunningSince }: OpenedFile): void {
  if (notRunningSince !== null) {
    console.error(`The service is not running: this is how things were at ${notRunningSince.toISOString()}.`);
  }
}
