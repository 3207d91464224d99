import type { AnsweredRequest } from '../observer.ts';
import type { RefusedCallers } from './sender-problems.ts';

/** Counts callers that the setting `allow` keeps out. */
export interface RefusedCallersCount {
  requestAnswered(request: AnsweredRequest): void;
  lastHour(): RefusedCallers;
}

const MINUTE = 60_000;
const KEPT = 60;

/** @param now milliseconds since 1970 */
export function createRefusedCallers(now: () => number = Date.now): RefusedCallersCount {
  const counts = new Map<number, number>();
  let last: RefusedCallers['last'] = null;
  const forget = (): void => {
    const oldest = Math.floor(now() / MINUTE) - KEPT;
    for (const minute of counts.keys()) {
      if (minute <= oldest) {
        counts.delete(minute);
      }
    }
  };
  return {
    requestAnswered({ refusal, client, receivedAt }) {
      if (refusal === 'caller_not_allowed') {
        const minute = Math.floor(now() / MINUTE);
        counts.set(minute, (counts.get(minute) ?? 0) + 1);
        last = { from: client.name, at: receivedAt.toISOString() };
        forget();
      }
    },
    lastHour() {
      forget();
      const count = [...counts.values()].reduce((sum, one) => sum + one, 0);
      return { count, last: count === 0 ? null : last };
    },
  };
}
