import { join } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { isOpenToAll } from '../../net/is-open.ts';
import { RANGES_FILE, RANGES_OLD_AFTER_DAYS, readRangesInForce } from '../../net/ranges-file.ts';
import { speaker } from '../texts.ts';
import { ok, warn, type Finding } from './finding.ts';
import { CHECK_TEXTS, type CheckTexts } from './texts.ts';

const say = speaker(CHECK_TEXTS);

const DAY_MS = 86_400_000;

/** What is to be said about who may call. */
export function checkCallers(settings: Settings, now: () => number): Finding[] {
  const { allow, trustProxy, dataDir } = settings;
  const callers = (t: CheckTexts): string => t.callers(allow.join(', '), trustProxy.join(', '));
  if (isOpenToAll(allow)) {
    return [
      warn(
        null,
        'callers',
        say((t) => t.everybody(callers(t))),
        say((t) => t.narrow),
      ),
    ];
  }
  const finding = ok(null, 'callers', say(callers));
  return allow.includes('exchange-online')
    ? [finding, checkRanges(join(dataDir, RANGES_FILE), now())]
    : [finding];
}

function checkRanges(file: string, now: number): Finding {
  const { ranges, from, problem } = readRangesInForce(file);
  const list = (t: CheckTexts): string =>
    t.ranges(ranges.networks.length, ranges.retrieved.slice(0, 10), from);
  const remedy = say((t) => t.updateRanges);
  if (problem !== null) {
    const found = say((t) => t.rangesUnread(problem, list(t)));
    return warn(null, 'Exchange Online', found, remedy);
  }
  return now - Date.parse(ranges.retrieved) > RANGES_OLD_AFTER_DAYS * DAY_MS
    ? warn(
        null,
        'Exchange Online',
        say((t) => t.rangesOld(list(t), RANGES_OLD_AFTER_DAYS)),
        remedy,
      )
    : ok(null, 'Exchange Online', say(list));
}
