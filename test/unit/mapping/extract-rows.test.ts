import { expect } from 'chai';
import { UnfitValueError } from '../../../src/mapping/extract-rows.ts';
import type { MappingFile } from '../../../src/mapping/mapping-file.ts';
import type { Value } from '../../../src/mapping/table.ts';
import { mappingOf, messageWith, named, notificationWith, rowsOf, sample } from '../../support/message.ts';

type Context = MappingFile['columns'][number]['context'];

/** What one expression gives for each row of a message. */
function valuesOf(value: string, type: string, context: Context, text: string): Value[] {
  const mapping = mappingOf({
    table: 'T',
    events: ['ModifiedEvent', 'MovedEvent', 'Error', 'Warning'],
    columns: [{ name: 'A', type, context, value }],
    key: ['A'],
  });
  return rowsOf(text, mapping).map((row) => row.values[0] ?? null);
}

const EVENT =
  '<t:ModifiedEvent><t:Watermark>w<!-- c --><![CDATA[<1>]]><?pi x?>&amp;</t:Watermark>' +
  '<t:ItemId Id="i1" ChangeKey="k"/><t:ItemId Id="i2"/><t:UnreadCount>4</t:UnreadCount></t:ModifiedEvent>';

const readings: readonly [value: string, type: string, context: Context, expected: Value][] = [
  ['t:Watermark', 'nvarchar(20)', 'event', 'w<1>&'],
  ['string(t:Watermark)', 'nvarchar(20)', 'event', 'w<1>&'],
  ['t:ItemId/@Id', 'nvarchar(20)', 'event', 'i1'],
  ['t:ItemId[2]/@Id', 'nvarchar(20)', 'event', 'i2'],
  ["t:ItemId[@Id='i2']/@ChangeKey", 'nvarchar(20)', 'event', null],
  ['t:ItemId/@t:Id', 'nvarchar(20)', 'event', null],
  ['m:Watermark', 'nvarchar(20)', 'event', null],
  ['Watermark', 'nvarchar(20)', 'event', null],
  ['t:FolderId', 'nvarchar(20)', 'event', null],
  ['boolean(t:ItemId)', 'bit', 'event', true],
  ['boolean(t:FolderId)', 'bit', 'event', false],
  ['count(t:ItemId)', 'int', 'event', 2],
  ['t:UnreadCount + 1', 'int', 'event', 5],
  ['t:FolderId/@Id | t:ItemId/@Id', 'nvarchar(20)', 'event', 'i1'],
  ['.//@ChangeKey', 'nvarchar(20)', 'event', 'k'],
  ['local-name()', 'nvarchar(20)', 'event', 'ModifiedEvent'],
  ['$eventType', 'nvarchar(20)', 'event', 'ModifiedEvent'],
  ["concat($mandator, '/', $eventType)", 'nvarchar(30)', 'event', 'Default/ModifiedEvent'],
  ['t:SubscriptionId', 'nvarchar(20)', 'notification', 'subscription'],
  ['t:MoreEvents', 'bit', 'notification', false],
  ['@ResponseClass', 'nvarchar(20)', 'message', 'Success'],
  ['m:Notification/t:PreviousWatermark', 'nvarchar(20)', 'message', 'p'],
  ['s:Body/m:SendNotification/m:ResponseMessages/*/m:ResponseCode', 'nvarchar(20)', 'envelope', 'NoError'],
  ['$receivedAt', 'datetime2(3)', 'envelope', '2024-05-01T08:00:00.000Z'],
  ['$remoteAddress', 'nvarchar(45)', 'event', '203.0.113.7'],
  ['$mailbox', 'uniqueidentifier', 'message', null],
  ["'constant'", 'nvarchar(20)', 'event', 'constant'],
];

describe('createRowExtractor', () => {
  for (const [value, type, context, expected] of readings) {
    it(`reads ${value} at ${context} as ${String(expected)}`, () => {
      expect(valuesOf(value, type, context, notificationWith(EVENT))).to.deep.equal([expected]);
    });
  }

  it('gives a row for an error message, with what is known outside of notification and event', () => {
    const mapping = mappingOf();
    const rows = rowsOf(sample('error-readeventsfailed.xml'), mapping);
    expect(rows).to.have.length(1);
    expect(named(mapping, rows[0])).to.include({
      EventType: 'Error',
      ResponseClass: 'Error',
      ResponseCode: 'ErrorReadEventsFailed',
      SubscriptionId:
        'FQBleDAxLmNvcnAuZXhhbXBsZS5jb20QAAAA8IZSFXwlz1rprPINfygJfzjSSsSyodBIEAAAABODyp/lCldiggclF0/9EP0=',
      Watermark: null,
      MoreEvents: null,
    });
  });

  it('evaluates at an error message only what does not read notification or event', () => {
    const error = messageWith('<m:ResponseCode>ErrorX</m:ResponseCode>', 'ResponseClass="Warning"');
    expect(valuesOf('t:Watermark', 'nvarchar(20)', 'event', error)).to.deep.equal([null]);
    expect(valuesOf('count(t:A)', 'int', 'event', error)).to.deep.equal([null]);
    expect(valuesOf('t:MoreEvents', 'bit', 'notification', error)).to.deep.equal([null]);
    expect(valuesOf("concat($eventType, '!')", 'nvarchar(20)', 'event', error)).to.deep.equal(['Warning!']);
    expect(valuesOf('m:ResponseCode', 'nvarchar(20)', 'message', error)).to.deep.equal(['ErrorX']);
  });

  it('makes rows of the wanted kinds only, in the order of the message', () => {
    const events = ['Modified', 'Status', 'Created', 'Moved', 'Modified'].map(
      (kind, index) => `<t:${kind}Event><t:Watermark>${index}</t:Watermark></t:${kind}Event>`,
    );
    const values = valuesOf('t:Watermark', 'nvarchar(20)', 'event', notificationWith(events.join('')));
    expect(values).to.deep.equal(['0', '3', '4']);
  });

  it('keeps several response messages apart', () => {
    const event = (id: string): string => `<t:CreatedEvent><t:ItemId Id="${id}"/></t:CreatedEvent>`;
    const two = notificationWith(event('1') + event('2'), 'first').replace(
      '</m:ResponseMessages>',
      '<m:SendNotificationResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>' +
        `<m:Notification><t:SubscriptionId>second</t:SubscriptionId>${event('3')}</m:Notification>` +
        '</m:SendNotificationResponseMessage></m:ResponseMessages>',
    );
    const mapping = mappingOf();
    const rows = rowsOf(two, mapping).map((row) => named(mapping, row));
    expect(rows.map((row) => [row['SubscriptionId'], row['PreviousWatermark'], row['ItemId']])).to.deep.equal(
      [
        ['first', 'p', '1'],
        ['first', 'p', '2'],
        ['second', null, '3'],
      ],
    );
  });

  it('knows what the SubscriptionId tells', () => {
    const mapping = mappingOf({
      table: 'T',
      events: ['ModifiedEvent'],
      columns: [
        { name: 'Mailbox', type: 'uniqueidentifier', context: 'message', value: '$mailbox' },
        { name: 'Server', type: 'nvarchar(255)', context: 'message', value: '$exchangeServer' },
        { name: 'Since', type: 'datetime2(0)', context: 'message', value: '$subscribedAt' },
        { name: 'W', type: 'nvarchar(64)', context: 'event', value: 't:Watermark' },
      ],
      key: ['W'],
    });
    expect(named(mapping, rowsOf(sample('seed-packet.xml'), mapping)[0])).to.include({
      Mailbox: 'F3483959-36E0-4A10-8B42-9D3513C3F0D9',
      Server: 'db8pr01mb6485.eurprd01.prod.exchangelabs.com',
      Since: '2020-12-03T10:56:56Z',
    });
  });

  it('names the column whose value does not fit', () => {
    const text = notificationWith(EVENT.replace('>4<', '>many<'));
    expect(() => rowsOf(text)).to.throw(
      UnfitValueError,
      'column "UnreadCount" (int, read from "t:UnreadCount"): "many" is no whole number; found "many"',
    );
  });

  it('gives the same key for the same event and another for any other', () => {
    const [first, second] = rowsOf(sample('seed-packet.xml'));
    const [again] = rowsOf(sample('seed-packet.xml'));
    expect(first?.key).to.match(/^[0-9a-f]{64}$/);
    expect(again?.key).to.equal(first?.key);
    expect(second?.key).to.not.equal(first?.key);
  });

  it('tells ids apart that differ in case only', () => {
    const event = (id: string): string => `<t:CreatedEvent><t:ItemId Id="${id}"/></t:CreatedEvent>`;
    const rows = rowsOf(notificationWith(event('AbC=') + event('aBc=')));
    expect(rows[0]?.key).to.not.equal(rows[1]?.key);
  });

  it('writes the key into the digest column', () => {
    const mapping = mappingOf();
    const [row] = rowsOf(sample('seed-packet.xml'), mapping);
    const digest = row?.values[mapping.table.digestIndex] as Uint8Array;
    expect(Buffer.from(digest).toString('hex')).to.equal(row?.key);
  });
});
