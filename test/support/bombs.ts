import { NS } from '../../src/soap/namespaces.ts';

/** A message with something hostile in it. */
export interface Bomb {
  readonly name: string;
  readonly body: string | Uint8Array;
  readonly contentType?: string;
}

const MIB = 1024 * 1024;

function envelope(payload: string, header = ''): string {
  return `<s:Envelope xmlns:s="${NS.soap11}">${header}<s:Body>${payload}</s:Body></s:Envelope>`;
}

/** A notification that would be stored, with something put where its first id stands. */
function notification(subscriptionId: string, event = '<t:Watermark>w</t:Watermark>', dtd = ''): string {
  return (
    dtd +
    envelope(
      `<m:SendNotification xmlns:m="${NS.messages}" xmlns:t="${NS.types}"><m:ResponseMessages>` +
        '<m:SendNotificationResponseMessage ResponseClass="Success"><m:Notification>' +
        `<t:SubscriptionId>${subscriptionId}</t:SubscriptionId><t:NewMailEvent>${event}</t:NewMailEvent>` +
        '</m:Notification></m:SendNotificationResponseMessage></m:ResponseMessages></m:SendNotification>',
    )
  );
}

function filled(start: string, unit: string, bytes = 4 * MIB - 4096): string {
  return start + unit.repeat(Math.floor((bytes - start.length) / unit.length));
}

/** Messages made to cost much more than their bytes, or to mean more than they say. Every one is to be refused. */
export const BOMBS: readonly Bomb[] = [
  { name: 'elements nested without end', body: filled('', '<a>') },
  { name: 'elements nested 60,000 deep', body: notification('<a>'.repeat(60_000) + '</a>'.repeat(60_000)) },
  { name: 'a million elements side by side', body: notification('<a/>'.repeat(1_000_000)) },
  { name: 'comments without number', body: notification('<!---->'.repeat(500_000)) },
  {
    name: '400,000 attributes of one element',
    body: envelope(`<a ${Array.from({ length: 400_000 }, (_, i) => `a${i}=""`).join(' ')}/>`),
  },
  {
    name: '250 new prefixes an element',
    body: notification(
      `<a ${Array.from({ length: 250 }, (_, i) => `xmlns:p${i}="urn:${i}"`).join(' ')}>`.repeat(1000),
    ),
  },
  { name: 'a name of 4 MB', body: filled('<', 'a') },
  { name: 'an attribute that never ends', body: filled('<a b="', 'x') },
  { name: 'starts of comments', body: filled('<a>', '<!--') },
  { name: 'starts of CDATA sections', body: filled('<a>', '<![CDATA[') },
  { name: 'starts of processing instructions', body: filled('<a>', '<?x ') },
  { name: 'ends of CDATA sections', body: filled('<a>', ']]>') },
  { name: 'less-than signs', body: filled('', '<') },
  { name: 'ampersands', body: filled('<a>', '&') },
  { name: 'an XML declaration that never ends', body: filled('<?xml ', ' ') },
  { name: 'a start tag that never ends', body: filled('<a', ' ') },
  { name: 'an undefined entity', body: notification('&nbsp;') },
  { name: 'a reference to no character', body: notification('&#0;') },
  { name: 'a reference beyond Unicode', body: notification('&#x110000;') },
  { name: 'a reference to half a character', body: notification('&#xD83D;') },
  { name: 'a reference of a million digits', body: notification(`&#${'1'.repeat(1_000_000)};`) },
  {
    name: 'an entity that grows quadratically',
    body: notification('&a;'.repeat(20_000), '', `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(20_000)}">]>`),
  },
  {
    name: 'a parameter entity from elsewhere',
    body: notification('s', '', '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p;]>'),
  },
  { name: 'a DTD in the payload', body: notification('<!DOCTYPE a>') },
  { name: 'a subscription id longer than its column', body: notification('s'.repeat(513)) },
  {
    name: 'a watermark of 3 MB',
    body: notification('s', `<t:Watermark>${'w'.repeat(3 * MIB)}</t:Watermark>`),
  },
  {
    name: 'a time that is none',
    body: notification('s', "<t:TimeStamp>'; DROP TABLE SyncNotification; --</t:TimeStamp>"),
  },
  { name: 'a number that is none', body: notification('s', '<t:UnreadCount>1e999</t:UnreadCount>') },
  { name: 'UTF-32', body: Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), contentType: 'text/xml' },
  {
    name: 'overlong UTF-8',
    body: Buffer.concat([Buffer.from('<a>'), Buffer.from([0xc0, 0xbc]), Buffer.from('</a>')]),
  },
  {
    name: 'half a surrogate pair in UTF-16',
    body: Buffer.from('\ufeff<a>\ud83d</a>', 'utf16le'),
    contentType: 'text/xml; charset=utf-16',
  },
  { name: 'zero bytes', body: Buffer.alloc(4 * MIB - 1) },
  {
    name: 'a XOP package',
    body: '--b\r\n\r\n<a/>\r\n--b--',
    contentType: 'multipart/related; type="application/xop+xml"; boundary=b',
  },
];
