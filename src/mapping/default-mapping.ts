import { EVENT_KINDS } from './events.ts';
import type { MappingFile } from './mapping-file.ts';

const ID = 'nvarchar(512)';
const CHANGE_KEY = 'nvarchar(256)';
const idColumns = ['Item', 'Folder', 'ParentFolder', 'OldItem', 'OldFolder', 'OldParentFolder'].flatMap(
  (id) =>
    [
      { name: `${id}Id`, type: ID, context: 'event', value: `t:${id}Id/@Id` },
      { name: `${id}ChangeKey`, type: CHANGE_KEY, context: 'event', value: `t:${id}Id/@ChangeKey` },
    ] as const,
);

/**
 * The mapping where no file is named: a row an event with everything the message says of it. The key holds all
 * that tells one event from another, because some senders repeat watermarks; what Exchange sends again is equal
 * in all of it. A StatusEvent says that nothing happened and becomes no row.
 */
export const DEFAULT_MAPPING: MappingFile = {
  table: 'dbo.SyncNotification',
  identity: 'Id',
  events: [
    ...EVENT_KINDS.filter((kind) => kind !== 'StatusEvent'),
    'Error',
    'Warning',
  ] as MappingFile['events'],
  columns: [
    { name: 'Mandator', type: 'nvarchar(128)', context: 'envelope', value: '$mandator' },
    { name: 'ReceivedAt', type: 'datetime2(3)', context: 'envelope', value: '$receivedAt' },
    { name: 'SubscriptionId', type: ID, context: 'message', value: '$subscriptionId' },
    { name: 'PreviousWatermark', type: ID, context: 'notification', value: 't:PreviousWatermark' },
    { name: 'MoreEvents', type: 'bit', context: 'notification', value: 't:MoreEvents' },
    { name: 'EventType', type: 'nvarchar(32)', context: 'event', value: '$eventType' },
    { name: 'Watermark', type: ID, context: 'event', value: 't:Watermark' },
    { name: 'TimeStamp', type: 'datetime2(3)', context: 'event', value: 't:TimeStamp' },
    ...idColumns,
    { name: 'UnreadCount', type: 'int', context: 'event', value: 't:UnreadCount' },
    { name: 'ResponseClass', type: 'nvarchar(16)', context: 'message', value: '@ResponseClass' },
    { name: 'ResponseCode', type: 'nvarchar(128)', context: 'message', value: 'm:ResponseCode' },
    { name: 'MessageText', type: 'nvarchar(max)', context: 'message', value: 'm:MessageText' },
  ],
  key: [
    'Mandator',
    'SubscriptionId',
    'EventType',
    'Watermark',
    'TimeStamp',
    ...idColumns.map((column) => column.name),
    'UnreadCount',
    'ResponseClass',
    'ResponseCode',
  ],
  digest: 'EventKey',
};
