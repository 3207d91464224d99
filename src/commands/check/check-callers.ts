import { join } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { isOpenToAll } from '../../net/is-open.ts';
import { RANGES_FILE, readRangesInForce } from '../../net/ranges-file.ts';
import { ok, warn, type Finding } from './finding.ts';

const DAY_MS = 86_400_000;

/** Microsoft changes the list every few months, and announces it 30 days ahead. */
const OLD_AFTER_DAYS = 180;

/** What is to be said about who may call. */
export function checkCallers(settings: Settings, now: () => number): Finding[] {
  const { allow, trustProxy, dataDir } = settings;
  const found = `from ${allow.join(', ')}; proxies believed: ${trustProxy.join(', ')}`;
  if (isOpenToAll(allow)) {
    const remedy =
      'Set allow (SYNC_ALLOW) to exchange-online,private,loopback or less, once the log shows the right senders.';
    return [warn(null, 'callers', `requests are accepted ${found}: from everybody`, remedy)];
  }
  const finding = ok(null, 'callers', `requests are accepted ${found}`);
  return allow.includes('exchange-online')
    ? [finding, checkRanges(join(dataDir, RANGES_FILE), now())]
    : [finding];
}

function checkRanges(file: string, now: number): Finding {
  const { ranges, from, problem } = readRangesInForce(file);
  const list = `${ranges.networks.length} networks of ${ranges.retrieved.slice(0, 10)} (${from})`;
  const remedy = 'Run sync-notification ranges update.';
  if (problem !== null) {
    return warn(null, 'Exchange Online', `${problem}; instead count ${list}`, remedy);
  }
  return now - Date.parse(ranges.retrieved) > OLD_AFTER_DAYS * DAY_MS
    ? warn(null, 'Exchange Online', `${list}: older than ${OLD_AFTER_DAYS} days`, remedy)
    : ok(null, 'Exchange Online', list);
}
