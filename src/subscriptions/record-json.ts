import { z } from 'zod';
import type { Counts } from './counts.ts';
import type { Known } from './known.ts';

const time = z.number().min(0);
const counts = z.record(z.string(), z.number().min(0));
const suspicion = { since: time, by: z.string(), reportedAt: time.nullable() };
const hole = z.object({ ...suspicion, after: z.number(), upTo: z.number() });
const countedChain = z.object({ start: z.number(), head: z.number(), holes: z.array(hole) });
const opaqueChain = z.object({
  recent: z.array(z.string()),
  isConfirmed: z.boolean(),
  missing: z.array(z.object({ ...suspicion, watermark: z.string() })),
});

/** What the file holds of a subscription. */
const schema = z.object({
  known: z.object({
    firstHeardAt: time,
    lastHeardAt: time,
    heardBy: z.string(),
    lastWatermark: z.string().nullable(),
    lastWatermarkAt: time,
    itemMailbox: z.string().nullable(),
    heartbeats: z.object({ lastAt: time, intervals: z.array(time) }),
    silentAt: time,
    ended: z
      .object({ at: time, by: z.enum(['service', 'exchange']), code: z.string().nullable() })
      .nullable(),
    lastError: z.object({ at: time, code: z.string() }).nullable(),
    resumedAt: time,
    chain: z.object({ counted: z.record(z.string(), countedChain), opaque: opaqueChain }),
  }) satisfies z.ZodType<Known>,
  counts: z.object({
    messages: time,
    duplicates: time,
    failures: time,
    gaps: time,
    events: counts,
    errors: counts,
  }) satisfies z.ZodType<Counts>,
});

/** What is known and was counted of a subscription. */
export interface RecordContent {
  readonly known: Known;
  readonly counts: Counts;
}

/** The text that stands in the file. */
export function writeRecord({ known, counts: counted }: RecordContent): string {
  return JSON.stringify({ known, counts: counted });
}

/** Reads the text back; null where it is nothing that this version can use, so that it is begun anew. */
export function readRecord(text: string): RecordContent | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
