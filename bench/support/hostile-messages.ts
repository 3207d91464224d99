import { createMailbox } from '../../src/exchange/messages.ts';
import { createRandom } from '../../src/exchange/random.ts';
import { checkXmlText } from '../../src/soap/check-xml-text.ts';
import { NS } from '../../src/soap/namespaces.ts';
import { DEFAULT_XML_LIMITS } from '../../src/soap/xml-limits.ts';

/** Makes a message of at most so many bytes (ASCII throughout), as costly as it gets. */
export interface HostileMessage {
  readonly name: string;
  readonly make: (bytes: number) => string;
}

/** A message of real events of at most so many bytes: what the others are measured against. */
export function harmlessMessage(bytes: number): string {
  const mailbox = createMailbox({ random: createRandom('harmless') });
  const [small, large] = [100, 200].map((events) => mailbox.next({ events }).body.length);
  const anEvent = ((large ?? 0) - (small ?? 0)) / 100;
  return mailbox.next({ events: Math.max(1, Math.floor((bytes - 2048) / anEvent)) }).body;
}

const ENVELOPE_START = `<s:Envelope xmlns:s="${NS.soap11}"><s:Body>`;
const ENVELOPE_END = '</s:Body></s:Envelope>';
const LIST_START = `${ENVELOPE_START}<m:SendNotification xmlns:m="${NS.messages}" xmlns:t="${NS.types}"><m:ResponseMessages>`;
const LIST_END = `</m:ResponseMessages></m:SendNotification>${ENVELOPE_END}`;
const RESPONSE_START = '<m:SendNotificationResponseMessage ResponseClass="Success">';
const RESPONSE_END = '</m:SendNotificationResponseMessage>';
const NOTIFICATION_START = `${LIST_START}${RESPONSE_START}<m:Notification><t:SubscriptionId>s</t:SubscriptionId>`;
const NOTIFICATION_END = `</m:Notification>${RESPONSE_END}${LIST_END}`;
const EVENT_START = '<t:NewMailEvent><t:Watermark>w</t:Watermark>';
const EVENT_END = '</t:NewMailEvent>';
const SMALL_RESPONSE =
  '<m:SendNotificationResponseMessage><m:Notification><t:SubscriptionId>s</t:SubscriptionId>' +
  '<t:NewMailEvent/></m:Notification></m:SendNotificationResponseMessage>';

/**
 * Repeats a unit between a start and an end as often as the size and the check of the text allow, and brings what is
 * missing to the size with white space, so that each message has its size and as much in it as is let through.
 */
function fill(bytes: number, start: string, unit: string, end: string, most = Infinity): string {
  const room = bytes - Buffer.byteLength(start + end);
  const made = (times: number): string =>
    start + unit.repeat(times) + ' '.repeat(Math.max(0, room - times * Buffer.byteLength(unit))) + end;
  let fits = 0;
  let tooMany = Math.min(Math.floor(most), Math.floor(room / Buffer.byteLength(unit))) + 1;
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (isLetThrough(made(middle))) {
      fits = middle;
    } else {
      tooMany = middle;
    }
  }
  return made(fits);
}

function isLetThrough(text: string): boolean {
  try {
    checkXmlText(text, DEFAULT_XML_LIMITS);
    return true;
  } catch {
    return false;
  }
}

/** Between the start and the end of an event, where nothing is read but everything is parsed. */
function inEvent(unit: string, most?: number): (bytes: number) => string {
  return (bytes) => fill(bytes, NOTIFICATION_START + EVENT_START, unit, EVENT_END + NOTIFICATION_END, most);
}

/** @param mostRows how many events, by the size, come to rows that are not too large */
function inNotification(unit: string, start = '', mostRows = rowsFor): (bytes: number) => string {
  return (bytes) => fill(bytes, NOTIFICATION_START + start, unit, NOTIFICATION_END, mostRows(bytes));
}

/** So many rows of two short texts are let through for a message of so many bytes. */
function rowsFor(bytes: number): number {
  return Math.floor((262_144 + 8 * bytes) / 1680);
}

function counted(count: number, write: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => write(index)).join('');
}

const ATTRIBUTES = 250;
const DEEP = 50;
const nested = (tag: string, attributes = ''): string =>
  `<${tag}${attributes}>`.repeat(DEEP) + `</${tag}>`.repeat(DEEP);
/** Prefixes declared at many depths, and below them many elements that use the outermost one. */
const declared = counted(DEEP, (depth) => `<a ${counted(200, (i) => ` xmlns:p${depth}x${i}="u"`)}>`);

/**
 * The worst that could be thought of within the limits, one kind of thing each.
 */
export const HOSTILE_MESSAGES: readonly HostileMessage[] = [
  { name: 'tiny elements', make: inEvent('<a/>') },
  { name: 'tiny elements with end tags', make: inEvent('<a></a>') },
  { name: 'tiny elements with a text', make: inEvent('<a>b</a>') },
  { name: 'tiny elements with an attribute', make: inEvent('<a b=""/>') },
  { name: 'tiny elements with a prefix and an attribute', make: inEvent('<t:a b=""/>') },
  { name: 'texts between elements', make: inEvent('b<a/>') },
  { name: 'deep nesting', make: inEvent(nested('a')) },
  { name: 'deep nesting, a namespace each', make: inEvent(nested('a', ' xmlns="b"')) },
  { name: 'deep nesting, shadowed prefixes', make: inEvent(nested('p:a', ' xmlns:p="b"')) },
  { name: 'many attributes', make: inEvent(`<a${counted(ATTRIBUTES, (i) => ` b${i}=""`)}/>`) },
  {
    name: 'many attributes with a prefix',
    make: inEvent(`<a xmlns:p="b"${counted(ATTRIBUTES, (i) => ` p:b${i}=""`)}/>`),
  },
  { name: 'two attributes with a prefix, everywhere', make: inEvent('<a t:b="" t:c=""/>') },
  {
    name: 'many namespaces declared',
    make: inEvent(`<a${counted(ATTRIBUTES, (i) => ` xmlns:b${i}="b"`)}/>`),
  },
  {
    name: 'many namespaces at many depths, then used',
    make: (bytes) =>
      fill(
        bytes,
        NOTIFICATION_START + EVENT_START + declared,
        '<p0x0:a/>',
        '</a>'.repeat(DEEP) + EVENT_END + NOTIFICATION_END,
      ),
  },
  {
    name: 'many namespaces at many depths, then one more each',
    make: (bytes) =>
      fill(
        bytes,
        NOTIFICATION_START + EVENT_START + declared,
        '<b xmlns="u"/>',
        '</a>'.repeat(DEEP) + EVENT_END + NOTIFICATION_END,
      ),
  },
  { name: 'huge text', make: inEvent('b') },
  { name: 'huge white space', make: inEvent(' ') },
  { name: 'line ends', make: inEvent('\r\n') },
  { name: 'closing brackets', make: inEvent(']] ') },
  { name: 'entities', make: inEvent('&lt;') },
  { name: 'character references', make: inEvent('&#9;') },
  { name: 'long character references', make: inEvent('&#x00000000000000000041;') },
  {
    name: 'an attribute of references',
    make: (bytes) =>
      fill(bytes, `${NOTIFICATION_START}${EVENT_START}<a b="`, '&#9;', `"/>${EVENT_END}${NOTIFICATION_END}`),
  },
  { name: 'attributes of a few references', make: inEvent('<a b="&lt;&gt;&amp;"/>') },
  { name: 'comments', make: inEvent('<!---->') },
  {
    name: 'one long comment',
    make: (bytes) =>
      fill(bytes, `${NOTIFICATION_START}${EVENT_START}<!--`, '- ', `-->${EVENT_END}${NOTIFICATION_END}`),
  },
  { name: 'CDATA sections', make: inEvent('<![CDATA[]]>') },
  {
    name: 'one long CDATA section',
    make: (bytes) =>
      fill(
        bytes,
        `${NOTIFICATION_START}${EVENT_START}<![CDATA[`,
        ']] ',
        `]]>${EVENT_END}${NOTIFICATION_END}`,
      ),
  },
  { name: 'processing instructions', make: inEvent('<?a?>') },
  { name: 'processing instructions with content', make: inEvent('<?a b?>') },
  {
    name: 'one long processing instruction',
    make: (bytes) =>
      fill(bytes, `${NOTIFICATION_START}${EVENT_START}<?a `, '? ', `?>${EVENT_END}${NOTIFICATION_END}`),
  },
  { name: 'long names', make: inEvent(`<${'a'.repeat(1000)}></${'a'.repeat(1000)}>`) },
  { name: 'long names with a prefix', make: inEvent(`<${'a'.repeat(500)}:b xmlns:${'a'.repeat(500)}="c"/>`) },
  { name: 'long names of attributes', make: inEvent(`<a ${'b'.repeat(1000)}=""/>`) },
  { name: 'names beyond ASCII', make: inEvent('<\u00e4\u00f6\u00fc></\u00e4\u00f6\u00fc>') },
  { name: 'response messages', make: (bytes) => fill(bytes, LIST_START, SMALL_RESPONSE, LIST_END) },
  { name: 'tiny events', make: inNotification('<t:NewMailEvent/>') },
  { name: 'too many tiny events', make: inNotification('<t:NewMailEvent/>', '', () => Infinity) },
  { name: 'unknown events', make: inNotification('<t:aEvent/>', EVENT_START + EVENT_END, () => Infinity) },
  {
    name: 'tiny events, a long subscription',
    make: inNotification(
      '<t:NewMailEvent/>',
      `<t:PreviousWatermark>${'p'.repeat(512)}</t:PreviousWatermark>`,
      (bytes) => rowsFor(bytes) * 0.75,
    ),
  },
  {
    name: 'a long text for every event',
    make: (bytes) =>
      fill(
        bytes,
        `${LIST_START}${RESPONSE_START}<m:MessageText>${'t'.repeat(bytes >> 1)}</m:MessageText>` +
          '<m:Notification><t:SubscriptionId>s</t:SubscriptionId>',
        EVENT_START + EVENT_END,
        NOTIFICATION_END,
        14,
      ),
  },
  {
    name: 'ids of many texts',
    make: (bytes) =>
      fill(
        bytes,
        NOTIFICATION_START,
        `<t:NewMailEvent><t:Watermark>${'<b>c</b>'.repeat(100)}</t:Watermark></t:NewMailEvent>`,
        NOTIFICATION_END,
      ),
  },
  {
    name: 'events of attributes',
    make: inNotification(
      `<t:NewMailEvent><t:ItemId${counted(250, (i) => ` b${i}=""`)} Id="i"/></t:NewMailEvent>`,
    ),
  },
  {
    name: 'header blocks',
    make: (bytes) =>
      fill(
        bytes,
        `<s:Envelope xmlns:s="${NS.soap11}"><s:Header>`,
        '<a s:mustUnderstand="0"/>',
        `</s:Header><s:Body/></s:Envelope>`,
      ),
  },
  { name: 'malformed at the very end', make: (bytes) => `${harmlessMessage(bytes - 100)}<` },
  {
    name: 'undeclared prefix at the very end',
    make: (bytes) => harmlessMessage(bytes - 100).replace(/<\/m:Notification>(?=[^]{0,200}$)/, '<q:a/>$&'),
  },
];
