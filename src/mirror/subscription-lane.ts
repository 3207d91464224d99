/** How far into a message its subscription is looked for, in bytes. It stands before the events. */
const SEARCHED = 16 * 1024;

/** Longest id that counts, in characters; those of Exchange have about 150. */
const LONGEST = 2048;

/**
 * What tells the messages of one subscription from those of others, for keeping them in order: the text of the
 * first element named, or called, SubscriptionId. It is a glance at the bytes, not a reading: what it cannot see
 * (another encoding than UTF-8, no subscription at all) shares the lane of the empty name.
 * @param bytes the message, not compressed
 */
export function subscriptionLane(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SEARCHED));
  const name = start.indexOf('SubscriptionId');
  const open = name < 0 ? -1 : start.indexOf('>', name);
  const end = open < 0 ? -1 : start.indexOf('<', open);
  return end < 0 || end - open > LONGEST ? '' : start.toString('latin1', open + 1, end).trim();
}
