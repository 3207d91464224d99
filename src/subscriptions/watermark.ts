import { GUID_BYTES, guidText } from './guid.ts';

/**
 * What a watermark is to whoever follows the chain of them: `none` says nothing (absent, or all zeros as Amazon
 * WorkMail sends it); `counted` has the layout of Exchange, so that two can be compared; `opaque` is anything
 * else and can only be equal or not.
 */
export type Watermark =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'counted';
      /** GUID of the mailbox database, whose mailboxes share the counter. */
      readonly database: string;
      readonly counter: number;
      /** Whether an event has this watermark; false in the one that a subscription starts with. */
      readonly isEvent: boolean;
    }
  | { readonly kind: 'opaque'; readonly text: string };

const COUNTED_BYTES = 29;
const COUNTER_OFFSET = 4 + GUID_BYTES;
/** Longer ones are no watermarks of anybody, and are not kept. */
const MAX_LENGTH = 256;
const NONE: Watermark = { kind: 'none' };

/**
 * Reads a watermark. The layout of Exchange 2007 to 2016 and Exchange Online, observed and documented nowhere: 29
 * bytes, little-endian: int32 1; GUID of the database; int64 event counter; a byte that is 1 for an event and 0 for
 * the point at which the subscription was made. Never throws.
 */
export function readWatermark(text: string | null): Watermark {
  if (text === null || text === '' || text.length > MAX_LENGTH || /^A*=*$/.test(text)) {
    return NONE;
  }
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== COUNTED_BYTES || bytes.readInt32LE(0) !== 1) {
    return { kind: 'opaque', text };
  }
  const counter = bytes.readBigInt64LE(COUNTER_OFFSET);
  if (counter < 0n || counter > BigInt(Number.MAX_SAFE_INTEGER)) {
    return { kind: 'opaque', text };
  }
  return {
    kind: 'counted',
    database: guidText(bytes, 4),
    counter: Number(counter),
    isEvent: bytes[COUNTED_BYTES - 1] !== 0,
  };
}
