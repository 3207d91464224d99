import { NS } from '../soap/namespaces.ts';
import type { ObjectId, PushEvent } from './events.ts';

/** The content of an `m:Notification`. */
export interface Notification {
  readonly subscriptionId: string;
  readonly previousWatermark: string;
  readonly moreEvents: boolean;
  readonly events: readonly PushEvent[];
}

/** The content of a response message that tells of a problem and has no notification. */
export interface Problem {
  readonly responseClass: 'Error' | 'Warning';
  readonly responseCode: string;
  readonly messageText: string;
  readonly subscriptionId: string;
}

/**
 * The envelope as Exchange puts it on the wire: one line, prefix `soap11`, `m` declared on RequestServerVersion
 * without being used there, and both prefixes again on SendNotification.
 * @param version schema version of the subscriber, e.g. `Exchange2010`
 * @param responseMessages one or more results of `writeNotification` and `writeProblem`
 */
export function writeEnvelope(version: string, responseMessages: readonly string[]): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><soap11:Envelope xmlns:soap11="${NS.soap11}"><soap11:Header>` +
    `<t:RequestServerVersion xmlns:m="${NS.messages}" Version="${escape(version)}" xmlns:t="${NS.types}" />` +
    `</soap11:Header><soap11:Body><m:SendNotification xmlns:t="${NS.types}" xmlns:m="${NS.messages}">` +
    `<m:ResponseMessages>${responseMessages.join('')}</m:ResponseMessages>` +
    `</m:SendNotification></soap11:Body></soap11:Envelope>`
  );
}

/** A response message with its notification. */
export function writeNotification(notification: Notification): string {
  return (
    `<m:SendNotificationResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>` +
    `<m:Notification><t:SubscriptionId>${notification.subscriptionId}</t:SubscriptionId>` +
    `<t:PreviousWatermark>${notification.previousWatermark}</t:PreviousWatermark>` +
    `<t:MoreEvents>${notification.moreEvents}</t:MoreEvents>` +
    `${notification.events.map(writeEvent).join('')}</m:Notification></m:SendNotificationResponseMessage>`
  );
}

/** A response message that says what went wrong with a subscription. */
export function writeProblem(problem: Problem): string {
  return (
    `<m:SendNotificationResponseMessage ResponseClass="${problem.responseClass}">` +
    `<m:MessageText>${escape(problem.messageText)}</m:MessageText>` +
    `<m:ResponseCode>${escape(problem.responseCode)}</m:ResponseCode>` +
    `<m:DescriptiveLinkKey>0</m:DescriptiveLinkKey><m:MessageXml>` +
    `<t:Value Name="SubscriptionId">${problem.subscriptionId}</t:Value></m:MessageXml>` +
    `</m:SendNotificationResponseMessage>`
  );
}

function writeEvent(event: PushEvent): string {
  const target = event.target ?? 'Item';
  const unread = event.unreadCount === null ? '' : `<t:UnreadCount>${event.unreadCount}</t:UnreadCount>`;
  const timeStamp = event.timeStamp === null ? '' : `<t:TimeStamp>${event.timeStamp}</t:TimeStamp>`;
  return (
    `<t:${event.kind}><t:Watermark>${event.watermark}</t:Watermark>${timeStamp}` +
    writeId(`${target}Id`, event.object) +
    writeId('ParentFolderId', event.parent) +
    writeId(`Old${target}Id`, event.oldObject) +
    writeId('OldParentFolderId', event.oldParent) +
    `${unread}</t:${event.kind}>`
  );
}

function writeId(name: string, object: ObjectId | null): string {
  return object === null ? '' : `<t:${name} Id="${object.id}" ChangeKey="${object.changeKey}" />`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
