import { NS } from './namespaces.ts';
import type { Reply } from './reply.ts';

/** What the receiver wants of the sender: go on, or end the subscription. The contract knows no third value. */
export type SubscriptionStatus = 'OK' | 'Unsubscribe';

function result(status: SubscriptionStatus): Reply {
  return Object.freeze({
    status: 200,
    contentType: 'text/xml; charset=utf-8',
    body:
      // WCF declares both XML Schema prefixes on the body of an XmlSerializer contract, used or not.
      `<s:Envelope xmlns:s="${NS.soap11}"><s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
      `xmlns:xsd="http://www.w3.org/2001/XMLSchema"><SendNotificationResult xmlns="${NS.messages}">` +
      `<SubscriptionStatus>${status}</SubscriptionStatus></SendNotificationResult></s:Body></s:Envelope>`,
  });
}

const OK = result('OK');
const UNSUBSCRIBE = result('Unsubscribe');

/** The answer to an accepted notification ([MS-OXWSPSNTIF] SendNotificationResult): 200 and the status asked for. */
export function sendNotificationResult(status: SubscriptionStatus): Reply {
  return status === 'OK' ? OK : UNSUBSCRIBE;
}
