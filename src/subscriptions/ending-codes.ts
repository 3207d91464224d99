/** What an administrator has to know about a response code of a message that reports an error. */
export interface ErrorAdvice {
  /** Whether the subscription sends nothing any more, or is not to be relied on any more. */
  readonly ends: boolean;
  readonly advice: string;
}

const RECREATE = 'ROOMS has to create the subscription anew: restart its synchronisation of the mailbox';

/**
 * Response codes after which a subscription has to be created anew
 * (https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode and, there too,
 * "Handling notification-related errors in EWS in Exchange").
 */
const ENDING: Readonly<Record<string, string>> = {
  ErrorReadEventsFailed: `Exchange could not read the events and has deleted the subscription; ${RECREATE}`,
  ErrorEventNotFound: `the event of the last watermark is gone and the subscription is deleted; ${RECREATE}`,
  ErrorMissedNotificationEvents: `events were missed for good; ${RECREATE}, and compare its calendar`,
  ErrorSubscriptionNotFound: `Exchange does not know the subscription any more; ${RECREATE}`,
  ErrorExpiredSubscription: `the subscription has expired; ${RECREATE}`,
  ErrorInvalidSubscription: `Exchange takes the subscription for invalid; ${RECREATE}`,
  ErrorInvalidWatermark: `Exchange takes the watermark for invalid; ${RECREATE}`,
  // So spelt in the schema.
  ErrorSubscriptionUnsubsribed: 'the subscription was ended; nothing to do where that was intended',
  ErrorSubscriptionUnsubscribed: 'the subscription was ended; nothing to do where that was intended',
};

/** What a response code means for its subscription. Codes that are not known to end it leave it as it is. */
export function adviceFor(code: string): ErrorAdvice {
  const advice = Object.hasOwn(ENDING, code) ? ENDING[code] : undefined;
  return advice === undefined
    ? {
        ends: false,
        advice: 'watch whether the mailbox goes on sending; if it falls silent, ROOMS has to subscribe anew',
      }
    : { ends: true, advice };
}
