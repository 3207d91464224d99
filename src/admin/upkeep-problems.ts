import type { MirrorStatus } from '../mirror/mirror.ts';
import { RANGES_OLD_AFTER_DAYS } from '../net/ranges-file.ts';
import { expiresSoon } from '../tls/expiry.ts';
import { problem } from './problem.ts';
import type { Problem } from './status.ts';

/** What has to be looked after from time to time. */
export interface UpkeepFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** End of the service's own certificate; null where it speaks plain HTTP. */
  readonly certificateEnds: Date | null;
  /** When the list of Exchange Online in force was had from Microsoft; null where the list does not count. */
  readonly rangesRetrieved: string | null;
  readonly mirror: MirrorStatus | null;
  /** Whether the setting `allow` lets everybody in. */
  readonly isOpenToAll: boolean;
}

const DAY = 86_400_000;

/** Finds what has to be renewed, decided or mended beside the way of the rows. */
export function findUpkeepProblems(facts: UpkeepFacts): Problem[] {
  const { now, certificateEnds, rangesRetrieved, mirror, isOpenToAll } = facts;
  return [
    ...(certificateEnds === null ? [] : ofCertificate(certificateEnds, now)),
    ...(rangesRetrieved === null ? [] : ofRanges(rangesRetrieved, now)),
    ...(mirror?.state === 'away' ? [ofMirror(mirror)] : []),
    ...(isOpenToAll ? [problem('open_to_all', 'advice', {})] : []),
  ];
}

/** Nobody gets through with an expired one: another instance may have one that is valid. */
function ofCertificate(ends: Date, now: number): Problem[] {
  const values = { until: ends.toISOString() };
  if (ends.getTime() <= now) {
    return [problem('certificate_expired', 'trouble', values, { isUnready: true })];
  }
  return expiresSoon(ends, now) ? [problem('certificate_expires', 'attention', values)] : [];
}

function ofRanges(retrieved: string, now: number): Problem[] {
  const days = Math.floor((now - Date.parse(retrieved)) / DAY);
  return days > RANGES_OLD_AFTER_DAYS ? [problem('ranges_old', 'attention', { retrieved, days })] : [];
}

function ofMirror({ waiting, lost, trouble }: MirrorStatus): Problem {
  return problem('mirror_away', 'attention', { waiting, lost, reason: trouble?.reason ?? null });
}
