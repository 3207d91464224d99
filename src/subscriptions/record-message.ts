import type { MessageFacts, NotificationFacts } from '../mapping/message-facts.ts';
import { followChain } from './chain.ts';
import { adviceFor } from './ending-codes.ts';
import { count, learn, learnMailbox, nameOf, type Entry } from './entry.ts';
import { addHeartbeat } from './heartbeat.ts';
import type { Report } from './report.ts';

/** How a message is taken down. */
export interface Recording {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** This run of the service. */
  readonly run: string;
  /** Whether its rows were committed; otherwise it is known only that the subscription lives. */
  readonly isStored: boolean;
  /** Whether it was answered Unsubscribe. */
  readonly isUnsubscribed: boolean;
  readonly graceMs: number;
  /** When a run of the service was last found to have ended uncleanly. */
  readonly uncleanAt: number;
  readonly report: (report: Report) => void;
}

/** Longer watermarks are not kept. */
const MAX_WATERMARK = 256;

/** Takes a message down in the entry of its subscription. */
export function recordMessage(entry: Entry, message: MessageFacts, recording: Recording): void {
  const { at, run, isStored, report } = recording;
  const { lastHeardAt, silentAt, ended } = entry.known;
  const isError = message.responseClass !== 'Success';
  if (silentAt > lastHeardAt) {
    report({ kind: 'back', of: nameOf(entry), was: 'silent' });
  } else if (ended?.by === 'exchange' && ended.at >= lastHeardAt && !isError) {
    report({ kind: 'back', of: nameOf(entry), was: 'ended' });
  }
  if (!isStored) {
    count(entry, { failures: 1 });
  } else {
    if (message.notification !== null) {
      recordNotification(entry, message.notification, recording);
    }
    count(entry, { messages: 1 });
  }
  learn(entry, { lastHeardAt: Math.max(at, entry.known.lastHeardAt), heardBy: run });
  if (isStored && isError) {
    recordError(entry, message.responseCode ?? message.responseClass, recording);
  }
  if (isStored && recording.isUnsubscribed) {
    recordUnsubscribe(entry, recording);
  }
}

function recordNotification(entry: Entry, notification: NotificationFacts, recording: Recording): void {
  const { previousWatermark, lastWatermark, kinds, objectId } = notification;
  const isHeartbeat = Object.keys(kinds).every((kind) => kind === 'StatusEvent');
  const { at, run: by, graceMs, uncleanAt } = recording;
  const { known } = entry;
  const isUncertain = known.firstHeardAt <= uncleanAt;
  const hasResumed = known.resumedAt >= uncleanAt;
  const { chain, isFresh, isDuplicate, closed } = followChain(
    known.chain,
    { previousWatermark, lastWatermark, isHeartbeat },
    { at, by, isForgiving: isUncertain && (!hasResumed || at - known.resumedAt < graceMs) },
  );
  const isLatest = at >= known.lastWatermarkAt && !isDuplicate;
  learn(entry, {
    chain,
    ...(isUncertain && !hasResumed && isFresh && { resumedAt: at }),
    ...(isHeartbeat && { heartbeats: addHeartbeat(known.heartbeats, at, known.lastHeardAt) }),
    ...(isLatest && lastWatermark !== null && lastWatermark.length <= MAX_WATERMARK
      ? { lastWatermark, lastWatermarkAt: at }
      : {}),
  });
  learnMailbox(entry, objectId);
  count(entry, { events: kinds, duplicates: isDuplicate ? 1 : 0 });
  for (const gap of closed) {
    recording.report({ kind: 'gap-closed', of: nameOf(entry), gap });
  }
}

function recordError(entry: Entry, code: string, { at, report }: Recording): void {
  const { ends, advice } = adviceFor(code);
  count(entry, { errors: { [code]: 1 } });
  learn(entry, {
    lastError: { at, code: code.slice(0, 80) },
    ...(ends && { ended: { at, by: 'exchange', code } }),
  });
  report({ kind: 'error', of: nameOf(entry), code, ends, advice });
}

function recordUnsubscribe(entry: Entry, { at, report }: Recording): void {
  const isFirst = entry.known.ended?.by !== 'service';
  learn(entry, { ended: { at, by: 'service', code: null } });
  if (isFirst) {
    report({ kind: 'unsubscribed', of: nameOf(entry) });
  }
}
