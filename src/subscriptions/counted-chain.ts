import { capped, mergeSuspicions, type Suspicion } from './suspicion.ts';

/** A stretch of a database's counter of which nothing was received: above `after`, up to and with `upTo`. */
export interface Hole extends Suspicion {
  readonly after: number;
  readonly upTo: number;
}

/** What was received of a chain whose watermarks can be compared: everything from `start` to `head` but the holes. */
export interface CountedChain {
  readonly start: number;
  readonly head: number;
  /** Disjoint. */
  readonly holes: readonly Hole[];
}

/** What a message did to a chain. */
export interface Covered {
  readonly chain: CountedChain;
  /** Whether any of it was new. */
  readonly isFresh: boolean;
  /** Holes that it closed for good. */
  readonly closed: readonly Hole[];
}

/** Notes that everything up to `counter` was delivered to somebody: what is not here has become a hole. */
export function reach(
  chain: CountedChain,
  counter: number,
  { since, by }: Pick<Suspicion, 'since' | 'by'>,
): CountedChain {
  if (counter <= chain.head) {
    return chain;
  }
  const hole: Hole = { after: chain.head, upTo: counter, since, by, reportedAt: null };
  return { ...chain, head: counter, holes: capped([...chain.holes, hole]) };
}

/** Notes that everything above `after`, up to `upTo`, was received. */
export function cover(chain: CountedChain, after: number, upTo: number): Covered {
  const holes: Hole[] = [];
  const closed: Hole[] = [];
  let isFresh = upTo > chain.head || (after < chain.start && after < upTo);
  for (const hole of chain.holes) {
    const rest = [clip(hole, -Infinity, after), clip(hole, upTo, Infinity)].flat();
    holes.push(...rest);
    isFresh ||= rest.length !== 1 || rest[0] !== hole;
    if (rest.length === 0) {
      closed.push(hole);
    }
  }
  const head = Math.max(chain.head, upTo);
  return { chain: { start: Math.min(chain.start, after), head, holes }, isFresh, closed };
}

/**
 * Two views of the same chain in one: missing is what neither has received. Merging the same view again changes
 * nothing, so that views may be exchanged as often as one likes.
 */
export function mergeCounted(a: CountedChain, b: CountedChain): CountedChain {
  const both = a.holes.flatMap((hole) =>
    b.holes.flatMap((other) =>
      clip(hole, other.after, other.upTo).map((part) => ({ ...part, ...mergeSuspicions(hole, other) })),
    ),
  );
  const onlyOne = [
    ...a.holes.flatMap((hole) => unseenBy(b, hole)),
    ...b.holes.flatMap((hole) => unseenBy(a, hole)),
  ];
  return {
    start: Math.min(a.start, b.start),
    head: Math.max(a.head, b.head),
    holes: capped([...both, ...onlyOne].toSorted((x, y) => x.after - y.after)),
  };
}

/** The parts of a hole that lie outside of what a chain knows of. */
function unseenBy(chain: CountedChain, hole: Hole): Hole[] {
  return [...clip(hole, -Infinity, chain.start), ...clip(hole, chain.head, Infinity)];
}

/** The part of a hole within limits: none or one; the hole itself where all of it is. */
function clip(hole: Hole, after: number, upTo: number): Hole[] {
  if (hole.after >= after && hole.upTo <= upTo) {
    return [hole];
  }
  const part = { ...hole, after: Math.max(hole.after, after), upTo: Math.min(hole.upTo, upTo) };
  return part.after < part.upTo ? [part] : [];
}
