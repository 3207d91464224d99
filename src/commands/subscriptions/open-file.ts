import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { loadSettings } from '../../config/settings.ts';
import { readEndRequests } from '../../subscriptions/end-requests.ts';
import { openSubscriptionDatabase, SUBSCRIPTIONS_FILE } from '../../subscriptions/file-schema.ts';
import { livingRun, readRuns, type Run } from '../../subscriptions/runs.ts';
import { readRecords } from '../../subscriptions/subscription-file.ts';
import type { FolderOptions } from '../folder-options.ts';
import type { Shell } from '../shell.ts';
import { viewOf, type SubscriptionView } from '../../subscriptions/view.ts';
import { SUBSCRIPTIONS_TEXTS } from './texts.ts';

/** The file of a service that may be running beside. */
export interface OpenedFile {
  readonly database: DatabaseSync;
  readonly views: readonly SubscriptionView[];
  /** When the service was last running, where it is not running now; null where it is. */
  readonly notRunningSince: Date | null;
}

/**
 * Opens the subscriptions file of the configured data folder, and does something with it.
 * @throws SettingsError, or Error where there is no file
 */
export function withSubscriptionsFile<T>(
  { env, cwd, language }: Shell,
  { dataDir, config }: FolderOptions,
  action: (opened: OpenedFile) => T,
): T {
  const settings = loadSettings({ env, flags: { dataDir, config }, cwd });
  const file = join(settings.dataDir, SUBSCRIPTIONS_FILE);
  if (!existsSync(file)) {
    throw new Error(SUBSCRIPTIONS_TEXTS[language].noFile(file));
  }
  const database = openSubscriptionDatabase(file);
  try {
    const now = Date.now();
    const runs = readRuns(database);
    const living = livingRun(runs, now);
    const last = living ?? latest(runs);
    const seenAt = living === null ? Math.max(0, ...runs.map(({ beatAt }) => beatAt)) : now;
    // What nobody listened for is not silent: without a service, states are as it last saw them.
    const moment = {
      now: seenAt,
      listeningSince: last?.startedAt ?? 0,
      statusFrequencyMs: settings.statusFrequencyMs,
    };
    const requests = new Map(
      readEndRequests(database).map((r) => [JSON.stringify([r.mandator, r.subscriptionId]), r.requestedAt]),
    );
    const views = readRecords(database).map((record) =>
      viewOf(record, moment, requests.get(JSON.stringify([record.mandator, record.subscriptionId])) ?? null),
    );
    return action({ database, views, notRunningSince: living === null ? new Date(seenAt) : null });
  } finally {
    database.close();
  }
}

function latest(runs: readonly Run[]): Run | undefined {
  return runs.toSorted((a, b) => b.beatAt - a.beatAt)[0];
}
