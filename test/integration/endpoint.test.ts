import { expect } from 'chai';
import { EXCHANGE_HEADERS, OK_BODY, post, sample } from '../support/post.ts';
import { openRaw } from '../support/http.ts';
import { ENDPOINT, startTestService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const MAILBOX = 'AQMkAGYzNDgzOTU5LTM2ZTAtNGExMC04YjQyLTlkMzUxM2MzZjBkOQ';
const CALENDAR = `${MAILBOX}AuAAADdiwJfgoT4UeFDoYZ5kbJFQEAbsZeBEfd1Eyd3oyV64JNiAAAAgENAAAA`;

const COMMON = {
  Id: 1,
  Mandator: 'Default',
  SubscriptionId:
    'LABkYjhwcjAxbWI2NDg1LmV1cnByZDAxLnByb2QuZXhjaGFuZ2VsYWJzLmNvbRAAAADELVfykPBZQp7Q8IIUrUfmCKn7JnqX2AgQAAAAWTlI8+A2EEqLQp01E8Pw2Q==',
  PreviousWatermark: 'AQAAAExY/dNdjDVKjtBVHKR5IOurFukhAAAAAAE=',
  MoreEvents: 0,
  EventType: 'ModifiedEvent',
  TimeStamp: '2020-12-03T11:03:50.000Z',
  OldItemId: null,
  OldItemChangeKey: null,
  OldFolderId: null,
  OldFolderChangeKey: null,
  OldParentFolderId: null,
  OldParentFolderChangeKey: null,
  UnreadCount: null,
  ResponseClass: 'Success',
  ResponseCode: 'NoError',
  MessageText: null,
};

/** The two events of the packet, as they have to stand in the table. */
const ROWS = [
  {
    ...COMMON,
    Watermark: 'AQAAAExY/dNdjDVKjtBVHKR5IOsoIukhAAAAAAE=',
    ItemId: `${MAILBOX}BGAAADdiwJfgoT4UeFDoYZ5kbJFQcAbsZeBEfd1Eyd3oyV64JNiAAAAgENAAAAbsZeBEfd1Eyd3oyV64JNiAACUQqtogAAAA==`,
    ItemChangeKey: 'DwAAAA==',
    FolderId: null,
    FolderChangeKey: null,
    ParentFolderId: CALENDAR,
    ParentFolderChangeKey: 'AQAAAA==',
  },
  {
    ...COMMON,
    Id: 2,
    Watermark: 'AQAAAExY/dNdjDVKjtBVHKR5IOstIukhAAAAAAE=',
    ItemId: null,
    ItemChangeKey: null,
    FolderId: CALENDAR,
    FolderChangeKey: 'AgAAAA==',
    ParentFolderId: `${CALENDAR.slice(0, -6)}EIAAAA`,
    ParentFolderChangeKey: 'AQAAAA==',
  },
];

function withoutOwnColumns(service: TestService): unknown[] {
  return service.rows().map(({ ReceivedAt, EventKey, ...row }) => {
    expect(ReceivedAt).to.match(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(EventKey).to.be.instanceOf(Uint8Array).with.length(32);
    return row;
  });
}

describe('the endpoint', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startTestService();
  });

  afterEach(() => service.stop());

  it('answers the packet of the operations guide with exactly the reply of the contract', async () => {
    const reply = await post(service.port);

    expect(reply).to.deep.include({ status: 200, reason: 'OK', text: OK_BODY });
    const { date, ...headers } = reply.headers;
    expect(date).to.be.a('string');
    expect(headers).to.deep.equal({
      'content-type': 'text/xml; charset=utf-8',
      'content-length': String(OK_BODY.length),
      connection: 'close',
      'x-content-type-options': 'nosniff',
    });
  });

  it('has both events in the table, with exact ids, when it answers', async () => {
    await post(service.port);

    expect(withoutOwnColumns(service)).to.deep.equal(ROWS);
  });

  it('answers OK to a message sent again and again, and has it in the table once', async () => {
    const replies = [await post(service.port), await post(service.port)];
    replies.push(...(await Promise.all([post(service.port), post(service.port), post(service.port)])));

    expect(replies.map(({ text }) => text)).to.deep.equal(Array(5).fill(OK_BODY));
    expect(withoutOwnColumns(service)).to.deep.equal(ROWS);
  });

  it('reads a message that arrives one byte at a time', async () => {
    const body = sample('seed-packet.xml');
    const head = [
      `POST ${ENDPOINT}?Default HTTP/1.1`,
      'Host: localhost',
      ...Object.entries(EXCHANGE_HEADERS).map(([name, value]) => `${name}: ${value}`),
      `Content-Length: ${body.length}`,
      'Connection: close',
    ];
    const connection = await openRaw(service.port);
    for (const byte of Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])) {
      await connection.write(Uint8Array.of(byte));
    }

    expect(await connection.closed())
      .to.match(/^HTTP\/1\.1 200 OK\r\n/)
      .and.to.contain(OK_BODY);
    expect(withoutOwnColumns(service)).to.deep.equal(ROWS);
  });
});
