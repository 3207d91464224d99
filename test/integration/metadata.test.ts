import { expect } from 'chai';
import { createClientAsync } from 'soap';
import { post } from '../support/post.ts';
import { ENDPOINT, startTestService, type TestService } from '../support/service.ts';
import type { HttpReply } from '../support/http.ts';
import { parseStrictly } from '../support/parse-strictly.ts';

const MESSAGE = {
  ResponseMessages: {
    SendNotificationResponseMessage: [
      {
        attributes: { ResponseClass: 'Success' },
        ResponseCode: 'NoError',
        Notification: {
          SubscriptionId: 'subscription',
          PreviousWatermark: 'watermark-0',
          MoreEvents: true,
          ModifiedEvent: {
            Watermark: 'watermark-1',
            TimeStamp: '2024-05-01T10:00:00Z',
            FolderId: { attributes: { Id: 'folder', ChangeKey: 'key' } },
            ParentFolderId: { attributes: { Id: 'parent' } },
            UnreadCount: 3,
          },
        },
      },
    ],
  },
};

describe('the published description of the service', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startTestService({ env: { SYNC_METADATA: 'on' } });
  });

  afterEach(() => service.stop());

  function get(query: string, method = 'GET'): Promise<HttpReply> {
    return post(service.port, {
      method,
      path: ENDPOINT + query,
      body: '',
      headers: { Host: 'rooms.example.com', Origin: 'http://other.example.com' },
    });
  }

  for (const [query, root] of [
    ['?wsdl', 'definitions'],
    ['?WSDL', 'definitions'],
    ['?singleWsdl', 'definitions'],
    ['?Default&wsdl', 'definitions'],
    ['?xsd=xsd0', 'schema'],
    ['?xsd=xsd1', 'schema'],
    ['?disco', 'discovery'],
  ] as const) {
    it(`is served at "${query}"`, async () => {
      const reply = await get(query);

      expect(reply.status).to.equal(200);
      expect(reply.headers['content-type']).to.equal('text/xml; charset=UTF-8');
      expect(parseStrictly(reply.text).documentElement?.localName).to.equal(root);
    });
  }

  it('names the address that was asked for', async () => {
    const { text } = await get('?singleWsdl');

    expect(text).to.contain(`location="http://rooms.example.com${ENDPOINT}"`);
  });

  it('is answered to HEAD without a body', async () => {
    expect(await get('?wsdl', 'HEAD')).to.include({ status: 200, text: '' });
  });

  it('is linked on the page, which then bears the name of the service', async () => {
    for (const query of ['', '?Default', '?xsd=xsd99', '?wsdl=other']) {
      const { text } = await get(query);

      expect(text).to.contain('<title>SyncNotification Service</title>');
      expect(text).to.contain('<h1>SyncNotification Service</h1>');
      expect(text).to.contain(`href="http://rooms.example.com${ENDPOINT}?wsdl"`);
    }
  });

  for (const query of ['wsdl', 'singleWsdl', 'Default&wsdl']) {
    it(`at ?${query} makes a client whose notifications become rows`, async () => {
      const client = await createClientAsync(`${service.url}?${query}`, { disableCache: true });
      client.addSoapHeader({ RequestServerVersion: { attributes: { Version: 'Exchange2016' } } }, '', 't');
      const send = client['SendNotificationAsync'] as (message: unknown) => Promise<unknown[]>;

      const [result] = await send.call(client, MESSAGE);

      expect(result).to.deep.equal({ SubscriptionStatus: 'OK' });
      const rows = service.rows();
      expect(rows).to.have.length(1);
      expect(rows[0]).to.include({
        Mandator: 'Default',
        SubscriptionId: 'subscription',
        PreviousWatermark: 'watermark-0',
        MoreEvents: 1,
        EventType: 'ModifiedEvent',
        Watermark: 'watermark-1',
        TimeStamp: '2024-05-01T10:00:00.000Z',
        FolderId: 'folder',
        FolderChangeKey: 'key',
        ParentFolderId: 'parent',
        ParentFolderChangeKey: null,
        UnreadCount: 3,
        ResponseClass: 'Success',
      });
    });
  }
});
