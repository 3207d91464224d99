import { cover, mergeCounted, reach, type CountedChain } from './counted-chain.ts';
import {
  EMPTY_OPAQUE_CHAIN,
  expectWatermark,
  mergeOpaque,
  receiveWatermark,
  type OpaqueChain,
} from './opaque-chain.ts';
import { ripen, type Ripening, type Suspicion } from './suspicion.ts';
import { readWatermark, type Watermark } from './watermark.ts';

/** What was received of a subscription's watermarks: by database where they can be compared, and the others. */
export interface Chain {
  readonly counted: Readonly<Record<string, CountedChain>>;
  readonly opaque: OpaqueChain;
}

/** The two ends of a notification. */
export interface Link {
  readonly previousWatermark: string | null;
  /** Watermark of the last event. */
  readonly lastWatermark: string | null;
  /** Nothing but StatusEvents. */
  readonly isHeartbeat: boolean;
}

export interface Following {
  /** When the message came, in milliseconds since 1970. */
  readonly at: number;
  /** This run of the service. */
  readonly by: string;
  /** Nothing is believed missing, because a run that ended uncleanly may have received it and not noted it. */
  readonly isForgiving: boolean;
}

/** A gap as it is reported. */
export interface Gap {
  readonly since: Date;
  readonly reportedAt: Date | null;
  /** What was not received, in words. */
  readonly missing: string;
}

export interface Followed {
  readonly chain: Chain;
  /** Some of it had not been received before. */
  readonly isFresh: boolean;
  /** All of it had been received before. */
  readonly isDuplicate: boolean;
  /** Reported gaps that it closed. */
  readonly closed: readonly Gap[];
}

export const EMPTY_CHAIN: Chain = { counted: {}, opaque: EMPTY_OPAQUE_CHAIN };

/** Databases that one subscription is followed in: one, and another when its mailbox has moved. */
const MAX_DATABASES = 4;

/**
 * Adds a message to a chain, by this rule. PreviousWatermark is "the watermark of the latest event that was
 * successfully communicated to the client for the subscription"
 * (https://learn.microsoft.com/exchange/client-developer/web-service-reference/previouswatermark). So whatever lies
 * between what was received here and a later PreviousWatermark was answered with OK by somebody and is not here: a
 * gap, unless it still arrives within the grace period (messages overtake each other, and another process on the
 * same folder may have it).
 *
 * Watermarks are compared by their counter where they have the layout of Exchange. Captured messages show why
 * equality would not do: a StatusEvent may have a later watermark than the event before it or the same one, the
 * first PreviousWatermark of a subscription has another last byte than an event of the same counter, and a
 * counter leaps because all mailboxes of a database share it. An earlier PreviousWatermark than expected is
 * therefore a resend or an overlap and never a gap; one that is no event's is where the subscription begins. Other
 * watermarks are compared for equality with those of the last messages, and only once a message has been seen to
 * continue another. Watermarks that are absent or zero are not followed at all.
 */
export function followChain(chain: Chain, link: Link, following: Following): Followed {
  const last = readWatermark(link.lastWatermark);
  if (last.kind === 'none') {
    return { chain, isFresh: false, isDuplicate: false, closed: [] };
  }
  const previous = readWatermark(link.previousWatermark);
  const isNew = Object.keys(chain.counted).length === 0 && chain.opaque.recent.length === 0;
  const reached = isNew || following.isForgiving ? chain : arriveAt(chain, previous, last, following);
  return last.kind === 'counted'
    ? coverCounted(reached, previous, last, link.isHeartbeat)
    : coverOpaque(reached, previous, last.text, link.isHeartbeat);
}

/** Whether gaps can be found in a subscription. */
export function isFollowed(chain: Chain): boolean {
  return Object.keys(chain.counted).length > 0 || chain.opaque.isConfirmed;
}

/** Finds what has been missing for too long. */
export function ripenChain(chain: Chain, ripening: Ripening): { chain: Chain; gaps: readonly Gap[] } {
  const gaps: Gap[] = [];
  let counted = chain.counted;
  for (const [database, part] of Object.entries(chain.counted)) {
    const { kept, ripe } = ripen(part.holes, ripening);
    gaps.push(...ripe.map((hole) => countedGap(database, hole)));
    if (kept !== part.holes) {
      counted = { ...counted, [database]: { ...part, holes: kept } };
    }
  }
  const { kept, ripe } = ripen(chain.opaque.missing, ripening);
  gaps.push(...ripe.map(opaqueGap));
  const opaque = kept === chain.opaque.missing ? chain.opaque : { ...chain.opaque, missing: kept };
  return { chain: counted === chain.counted && opaque === chain.opaque ? chain : { counted, opaque }, gaps };
}

/** What is missing from a chain: reported already, or perhaps still on its way. */
export function gapsOf(chain: Chain): Gap[] {
  return [
    ...Object.entries(chain.counted).flatMap(([database, { holes }]) =>
      holes.map((hole) => countedGap(database, hole)),
    ),
    ...chain.opaque.missing.map(opaqueGap),
  ];
}

/** Whether a gap was reported and is not closed; made so that 20,000 chains can be asked at once. */
export function hasReportedGap({ counted, opaque }: Chain): boolean {
  for (const database in counted) {
    if (counted[database]?.holes.some(isReported) === true) {
      return true;
    }
  }
  return opaque.missing.some(isReported);
}

/** Two views of the same chain in one, the better known second; merging the same view again changes nothing. */
export function mergeChains(a: Chain, b: Chain): Chain {
  const counted = { ...a.counted };
  for (const [database, part] of Object.entries(b.counted)) {
    const own = counted[database];
    counted[database] = own === undefined ? part : mergeCounted(own, part);
  }
  return { counted: withinLimit(counted), opaque: mergeOpaque(a.opaque, b.opaque) };
}

function arriveAt(chain: Chain, previous: Watermark, last: Watermark, { at, by }: Following): Chain {
  const notice = { since: at, by };
  if (previous.kind === 'opaque') {
    const isResend = last.kind === 'opaque' && chain.opaque.recent.includes(last.text);
    return isResend ? chain : { ...chain, opaque: expectWatermark(chain.opaque, previous.text, notice) };
  }
  if (previous.kind === 'none' || !previous.isEvent) {
    return chain;
  }
  const { database, counter } = previous;
  if (last.kind === 'counted' && last.database === database && last.counter < counter) {
    // Before what it is said to follow: nobody's order, so nothing follows from it.
    return chain;
  }
  // In a database that was never heard of, at least the event that was delivered last is missing.
  const known = chain.counted[database] ?? { start: counter - 1, head: counter - 1, holes: [] };
  return withCounted(chain, database, reach(known, counter, notice));
}

function coverCounted(
  chain: Chain,
  previous: Watermark,
  { database, counter }: Watermark & { kind: 'counted' },
  isHeartbeat: boolean,
): Followed {
  const known = chain.counted[database];
  const after =
    previous.kind === 'counted' && previous.database === database
      ? Math.min(previous.counter, counter)
      : Math.min(known?.head ?? counter, counter - 1);
  const {
    chain: part,
    isFresh,
    closed,
  } = known === undefined
    ? { chain: { start: after, head: counter, holes: [] }, isFresh: true, closed: [] }
    : cover(known, after, counter);
  return {
    chain: withCounted(chain, database, part),
    isFresh,
    isDuplicate: !isFresh && !isHeartbeat && after < counter,
    closed: closed.filter(isReported).map((hole) => countedGap(database, hole)),
  };
}

function coverOpaque(chain: Chain, previous: Watermark, last: string, isHeartbeat: boolean): Followed {
  const from = previous.kind === 'opaque' ? previous.text : null;
  const { chain: opaque, isFresh, closed } = receiveWatermark(chain.opaque, from, last);
  return {
    chain: { ...chain, opaque },
    isFresh,
    // A sender whose watermark never changes cannot be told from one that repeats itself.
    isDuplicate: !isFresh && !isHeartbeat && from !== last,
    closed: closed.filter(isReported).map(opaqueGap),
  };
}

function withCounted(chain: Chain, database: string, part: CountedChain): Chain {
  // The one used last stands last, so that the limit drops the others.
  const others = Object.entries(chain.counted).filter(([name]) => name !== database);
  return { ...chain, counted: withinLimit(Object.fromEntries([...others, [database, part]])) };
}

function withinLimit(counted: Record<string, CountedChain>): Record<string, CountedChain> {
  const entries = Object.entries(counted);
  return entries.length <= MAX_DATABASES ? counted : Object.fromEntries(entries.slice(-MAX_DATABASES));
}

function isReported(suspicion: Suspicion): boolean {
  return suspicion.reportedAt !== null;
}

function countedGap(database: string, hole: CountedChain['holes'][number]): Gap {
  return { ...times(hole), missing: `above ${hole.after}, up to ${hole.upTo} in database ${database}` };
}

function opaqueGap(missing: OpaqueChain['missing'][number]): Gap {
  return { ...times(missing), missing: `up to the watermark ${missing.watermark}` };
}

function times({ since, reportedAt }: Suspicion): Pick<Gap, 'since' | 'reportedAt'> {
  return { since: new Date(since), reportedAt: reportedAt === null ? null : new Date(reportedAt) };
}
