/** Something that seems to be missing from a chain, and may still come. */
export interface Suspicion {
  /** When it was noticed, in milliseconds since 1970. */
  readonly since: number;
  /** The run of the service that noticed it. */
  readonly by: string;
  /** When it was reported as a gap; null as long as it may still close by itself. */
  readonly reportedAt: number | null;
}

/** How long suspicions are given. */
export interface Ripening {
  readonly now: number;
  /** How long what is missing may take to arrive before it counts as lost, in milliseconds. */
  readonly graceMs: number;
  /** This run of the service. */
  readonly by: string;
  /** When a run was last found to have ended uncleanly: what seemed missing before, it may have received. */
  readonly uncleanAt: number;
}

/** What another run noticed is left to that run for so much longer, so that each gap is reported once. */
const OTHERS_EXTRA_MS = 60_000;
/** For how long a reported gap can still be seen, and found closed by a late message. */
const KEEP_REPORTED_MS = 7 * 86_400_000;
/** More at a time tell nobody more. */
const MAX_SUSPICIONS = 16;

/** Sorts out which suspicions have become gaps to be reported now, and forgets those that are of no use any more. */
export function ripen<T extends Suspicion>(
  all: readonly T[],
  { now, graceMs, by, uncleanAt }: Ripening,
): { kept: readonly T[]; ripe: readonly T[] } {
  const ripe: T[] = [];
  const kept = all.flatMap((suspicion): T[] => {
    if (suspicion.reportedAt !== null) {
      return now - suspicion.reportedAt > KEEP_REPORTED_MS ? [] : [suspicion];
    }
    if (suspicion.since < uncleanAt) {
      return [];
    }
    if (now - suspicion.since < graceMs + (suspicion.by === by ? 0 : OTHERS_EXTRA_MS)) {
      return [suspicion];
    }
    const reported = { ...suspicion, reportedAt: now };
    ripe.push(reported);
    return [reported];
  });
  return { kept: ripe.length > 0 || kept.length !== all.length ? kept : all, ripe };
}

/** One suspicion of two about the same thing: the earlier one, reported if either is. */
export function mergeSuspicions(a: Suspicion, b: Suspicion): Suspicion {
  const { since, by } = b.since < a.since ? b : a;
  return { since, by, reportedAt: a.reportedAt ?? b.reportedAt };
}

/** Keeps the latest ones where there are too many. */
export function capped<T extends Suspicion>(all: readonly T[]): readonly T[] {
  return all.length <= MAX_SUSPICIONS
    ? all
    : all.toSorted((a, b) => a.since - b.since).slice(-MAX_SUSPICIONS);
}
