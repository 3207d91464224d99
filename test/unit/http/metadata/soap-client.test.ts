import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Element } from '@xmldom/xmldom';
import { expect } from 'chai';
import { createClientAsync } from 'soap';
import { metadataDocument } from '../../../../src/http/metadata/metadata-document.ts';
import { NS, SEND_NOTIFICATION_ACTION } from '../../../../src/soap/namespaces.ts';
import { parseStrictly } from '../../../support/parse-strictly.ts';

const PATH = '/Webservices/SyncNotification.svc';
const REPLY =
  `<s:Envelope xmlns:s="${NS.soap11}"><s:Body><SendNotificationResult xmlns="${NS.messages}">` +
  '<SubscriptionStatus>OK</SubscriptionStatus></SendNotificationResult></s:Body></s:Envelope>';

const MESSAGE = {
  ResponseMessages: {
    SendNotificationResponseMessage: [
      {
        attributes: { ResponseClass: 'Success' },
        ResponseCode: 'NoError',
        Notification: {
          SubscriptionId: 'subscription',
          PreviousWatermark: 'watermark-0',
          MoreEvents: false,
          ModifiedEvent: {
            Watermark: 'watermark-1',
            TimeStamp: '2020-12-03T11:03:50Z',
            FolderId: { attributes: { Id: 'folder', ChangeKey: 'key' } },
            ParentFolderId: { attributes: { Id: 'parent' } },
            UnreadCount: 3,
          },
          MovedEvent: {
            Watermark: 'watermark-2',
            TimeStamp: '2020-12-03T11:03:51Z',
            ItemId: { attributes: { Id: 'item' } },
            ParentFolderId: { attributes: { Id: 'parent' } },
            OldItemId: { attributes: { Id: 'old-item' } },
            OldParentFolderId: { attributes: { Id: 'old-parent' } },
          },
        },
      },
    ],
  },
};

/** What the service has to find: element, text and attributes, in document order. */
const EXPECTED = [
  [NS.messages, 'SendNotification'],
  [NS.messages, 'ResponseMessages'],
  [NS.messages, 'SendNotificationResponseMessage', 'ResponseClass=Success'],
  [NS.messages, 'ResponseCode', 'NoError'],
  [NS.messages, 'Notification'],
  [NS.types, 'SubscriptionId', 'subscription'],
  [NS.types, 'PreviousWatermark', 'watermark-0'],
  [NS.types, 'MoreEvents', 'false'],
  [NS.types, 'ModifiedEvent'],
  [NS.types, 'Watermark', 'watermark-1'],
  [NS.types, 'TimeStamp', '2020-12-03T11:03:50Z'],
  [NS.types, 'FolderId', 'Id=folder', 'ChangeKey=key'],
  [NS.types, 'ParentFolderId', 'Id=parent'],
  [NS.types, 'UnreadCount', '3'],
  [NS.types, 'MovedEvent'],
  [NS.types, 'Watermark', 'watermark-2'],
  [NS.types, 'TimeStamp', '2020-12-03T11:03:51Z'],
  [NS.types, 'ItemId', 'Id=item'],
  [NS.types, 'ParentFolderId', 'Id=parent'],
  [NS.types, 'OldItemId', 'Id=old-item'],
  [NS.types, 'OldParentFolderId', 'Id=old-parent'],
];

interface Received {
  readonly url: string | undefined;
  readonly action: string | string[] | undefined;
  readonly body: string;
}

/** Serves the metadata documents, and answers every POST with OK. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  received: Received[],
): Promise<void> {
  const url = new URL(request.url ?? '', `http://${request.headers.host ?? ''}`);
  if (request.method === 'POST') {
    received.push({ url: request.url, action: request.headers.soapaction, body: await text(request) });
    response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(REPLY);
    return;
  }
  const document = metadataDocument(url.search.slice(1), `${url.origin}${url.pathname}`);
  response.writeHead(document === null ? 404 : 200, {
    'Content-Type': document?.contentType ?? 'text/plain',
  });
  response.end(document?.body);
}

function describeElement(element: Element): unknown[] {
  const hasElements = [...element.childNodes].some((node) => node.nodeType === 1);
  return [
    element.namespaceURI,
    element.localName,
    ...(hasElements || element.textContent === '' ? [] : [element.textContent]),
    ...[...element.attributes].flatMap(({ name, value }) =>
      name.startsWith('xmlns') ? [] : [`${name}=${value}`],
    ),
  ];
}

describe('a client made by the soap package', () => {
  let server: Server;
  let origin: string;
  let received: Received[];

  beforeEach(async () => {
    received = [];
    server = createServer((request, response) => void answer(request, response, received));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  for (const [query, target] of [
    ['wsdl', PATH],
    ['singleWsdl', PATH],
    ['Default&wsdl', `${PATH}?Default`],
  ] as const) {
    it(`from ?${query} sends a notification as the contract has it and reads the reply`, async () => {
      const client = await createClientAsync(`${origin}${PATH}?${query}`, { disableCache: true });
      client.addSoapHeader({ RequestServerVersion: { attributes: { Version: 'Exchange2016' } } }, '', 't');
      const send = client.SendNotificationAsync as (message: unknown) => Promise<unknown[]>;

      const [result] = await send.call(client, MESSAGE);

      expect(result).to.deep.equal({ SubscriptionStatus: 'OK' });
      expect(received).to.have.length(1);
      const [{ url, action, body }] = received as [Received];
      expect(url).to.equal(target);
      expect(action).to.equal(`"${SEND_NOTIFICATION_ACTION}"`);
      const document = parseStrictly(body);
      const [payload] = document.getElementsByTagNameNS(NS.messages, 'SendNotification');
      expect(payload?.parentNode).to.include({ localName: 'Body', namespaceURI: NS.soap11 });
      expect([payload!, ...payload!.getElementsByTagNameNS('*', '*')].map(describeElement)).to.deep.equal(
        EXPECTED,
      );
      const [version] = document.getElementsByTagNameNS(NS.types, 'RequestServerVersion');
      expect(version?.getAttribute('Version')).to.equal('Exchange2016');
    });
  }
});
