import type { AnsweredRequest } from '../../src/observer.ts';
import type { Receipt } from '../../src/receive.ts';
import { SELFTEST_SERVER } from '../../src/subscriptions/selftest-mark.ts';

/** A SubscriptionId of a test message of ours. */
export const SELFTEST_ID = Buffer.concat([
  Buffer.of(SELFTEST_SERVER.length, 0),
  Buffer.from(SELFTEST_SERVER),
  Buffer.alloc(32),
]).toString('base64');

/** A request as observers are told of it; without more, a page that was looked at. */
export function answered(fields: Partial<AnsweredRequest>): AnsweredRequest {
  return {
    requestId: 'r-1',
    receivedAt: new Date(),
    client: { party: 'pipe', name: 'pipe', peer: 'pipe', proxies: 0, unreadable: null },
    method: 'POST',
    status: 200,
    ms: 4,
    receipt: null,
    refusal: null,
    ...fields,
  };
}

/** A receipt of a message with one event of a kind, stored without more. */
export function receiptOf(
  fields: Partial<Receipt>,
  subscriptionId = 'abc',
  { kind = 'ModifiedEvent', isKnown = true }: { kind?: string; isKnown?: boolean } = {},
): Receipt {
  return {
    reply: { status: 200, body: '', contentType: 'text/xml' },
    outcome: 'stored',
    code: 'ok',
    status: 'OK',
    mandator: 'PROD',
    messages: [
      {
        subscriptionId,
        responseClass: 'Success',
        responseCode: 'NoError',
        events: isKnown ? 1 : 0,
        unknownEvents: isKnown ? [] : [kind],
        notification: {
          previousWatermark: null,
          lastWatermark: null,
          kinds: { [kind]: 1 },
          objectId: null,
        },
      },
    ],
    rows: 1,
    duplicates: 0,
    spooled: false,
    error: null,
    ...fields,
  };
}
