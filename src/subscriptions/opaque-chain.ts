import { capped, mergeSuspicions, type Suspicion } from './suspicion.ts';

/** A watermark that was delivered to somebody, of which no message was received. */
export interface MissingWatermark extends Suspicion {
  readonly watermark: string;
}

/** What was received of a chain whose watermarks can only be equal or not. */
export interface OpaqueChain {
  /** The watermarks at which the last messages ended, the latest last. */
  readonly recent: readonly string[];
  /**
   * Whether a message has ever continued where another one ended. Senders that make PreviousWatermark up as they
   * like never get there, and are believed no gap.
   */
  readonly isConfirmed: boolean;
  readonly missing: readonly MissingWatermark[];
}

/** Far more than Exchange, which waits for each reply, can have under way or send again. */
const MAX_RECENT = 32;

export const EMPTY_OPAQUE_CHAIN: OpaqueChain = { recent: [], isConfirmed: false, missing: [] };

/** Notes that a watermark was delivered to somebody: if it is not here, it is missing. */
export function expectWatermark(
  chain: OpaqueChain,
  watermark: string,
  { since, by }: Pick<Suspicion, 'since' | 'by'>,
): OpaqueChain {
  const isKnown = chain.recent.includes(watermark) || chain.missing.some((m) => m.watermark === watermark);
  return !chain.isConfirmed || isKnown
    ? chain
    : { ...chain, missing: capped([...chain.missing, { watermark, since, by, reportedAt: null }]) };
}

/** Notes that a message that begins at `previous` and ends at `last` was received. */
export function receiveWatermark(
  chain: OpaqueChain,
  previous: string | null,
  last: string,
): { chain: OpaqueChain; isFresh: boolean; closed: readonly MissingWatermark[] } {
  const isFresh = !chain.recent.includes(last);
  const closed = chain.missing.filter((m) => m.watermark === last);
  const continues = isFresh && previous !== null && chain.recent.includes(previous);
  return {
    chain: {
      recent: isFresh ? [...chain.recent, last].slice(-MAX_RECENT) : chain.recent,
      isConfirmed: chain.isConfirmed || continues,
      missing: closed.length === 0 ? chain.missing : chain.missing.filter((m) => m.watermark !== last),
    },
    isFresh,
    closed,
  };
}

/**
 * Two views of the same chain in one; merging the same view again changes nothing.
 * @param b the one whose order of watermarks counts
 */
export function mergeOpaque(a: OpaqueChain, b: OpaqueChain): OpaqueChain {
  const recent = [...a.recent.filter((watermark) => !b.recent.includes(watermark)), ...b.recent];
  const missing = new Map<string, MissingWatermark>();
  for (const entry of [...a.missing, ...b.missing]) {
    const other = missing.get(entry.watermark);
    missing.set(
      entry.watermark,
      other === undefined ? entry : { ...other, ...mergeSuspicions(other, entry) },
    );
  }
  return {
    recent: recent.slice(-MAX_RECENT),
    isConfirmed: a.isConfirmed || b.isConfirmed,
    missing: capped(
      [...missing.values()]
        .filter(({ watermark }) => !recent.includes(watermark))
        .toSorted((x, y) => (x.watermark < y.watermark ? -1 : 1)),
    ),
  };
}
