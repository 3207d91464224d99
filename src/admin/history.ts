import type { AnsweredRequest } from '../observer.ts';
import { fateOf, isSelftest } from './fate.ts';
import { createLatencyBuckets, type LatencyBuckets } from './latency-buckets.ts';
import type { Minute } from './status.ts';

/** What happened in the last hour, by minute. */
export interface History {
  requestAnswered(request: AnsweredRequest): void;
  /** Takes down how many rows wait in the spool now. */
  sampleSpool(rows: number): void;
  /** The last 60 minutes, the oldest first, the running one last. */
  minutes(): readonly Minute[];
}

const MINUTE = 60_000;

/** How many minutes are kept. */
const KEPT = 60;

interface Slot {
  /** Minutes since 1970. */
  minute: number;
  stored: number;
  refused: number;
  failed: number;
  events: number;
  spooledRows: number;
  latencies: LatencyBuckets;
}

/**
 * Keeps counts in a ring of an hour; about 40 kB, however much comes in.
 * @param now milliseconds since 1970
 */
export function createHistory(now: () => number = Date.now): History {
  const slots = Array.from({ length: KEPT }, () => emptySlot(-1));
  const slotNow = (): Slot => {
    const minute = Math.floor(now() / MINUTE);
    const index = minute % KEPT;
    const found = slots[index];
    if (found?.minute === minute) {
      return found;
    }
    return (slots[index] = emptySlot(minute));
  };
  return {
    requestAnswered(request) {
      const fate = fateOf(request);
      if (fate === null || isSelftest(request)) {
        return;
      }
      const slot = slotNow();
      if (fate === 'table' || fate === 'spool') {
        slot.stored += 1;
        slot.latencies.add(request.ms);
      } else {
        slot[fate] += 1;
      }
      slot.events += request.receipt?.messages.reduce((sum, { events }) => sum + events, 0) ?? 0;
    },
    sampleSpool(rows) {
      const slot = slotNow();
      slot.spooledRows = Math.max(slot.spooledRows, rows);
    },
    minutes() {
      const last = Math.floor(now() / MINUTE);
      return Array.from({ length: KEPT }, (_, index) => {
        const minute = last - KEPT + 1 + index;
        const slot = slots[minute % KEPT];
        return toMinute(slot?.minute === minute ? slot : emptySlot(minute));
      });
    },
  };
}

function emptySlot(minute: number): Slot {
  return {
    minute,
    stored: 0,
    refused: 0,
    failed: 0,
    events: 0,
    spooledRows: 0,
    latencies: createLatencyBuckets(),
  };
}

function toMinute({ minute, latencies, stored, refused, failed, events, spooledRows }: Slot): Minute {
  const at = new Date(minute * MINUTE).toISOString();
  return { at, stored, refused, failed, events, spooledRows, replyMs: latencies.summary() };
}
