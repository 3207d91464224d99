/**
 * The Exchange server that the test messages of `sync-notification selftest` name in their SubscriptionId. No real
 * server can be called so: `.invalid` is reserved (RFC 2606).
 */
export const SELFTEST_SERVER = 'sync-notification-selftest.invalid';

/** A SubscriptionId begins with the length of the server's name and the name: 36 bytes, which fill 48 characters. */
const MARK = Buffer.concat([Buffer.of(SELFTEST_SERVER.length, 0), Buffer.from(SELFTEST_SERVER)]).toString(
  'base64',
);

/**
 * Whether a SubscriptionId is that of a test message of ours. It stands in the table like any other for a moment,
 * and belongs to no subscription that anybody should keep, count, miss or copy.
 */
export function isSelftestSubscription(subscriptionId: string | null): boolean {
  return subscriptionId?.startsWith(MARK) === true;
}
