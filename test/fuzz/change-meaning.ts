import type { Chance } from './chance.ts';

const NAMES = [
  ...[
    'SendNotification',
    'ResponseMessages',
    'Notification',
    'SubscriptionId',
    'Watermark',
    'TimeStamp',
    'Body',
  ],
  ...[
    'ModifiedEvent',
    'StatusEvent',
    'FutureEvent',
    'Header',
    'Fault',
    'a',
    '__proto__',
    'constructor',
    'toString',
  ],
];

const TEXTS = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e9',
    'true',
    'x',
    'NaN',
    '9'.repeat(400),
    'x'.repeat(600),
    '2020-02-30T00:00:00Z',
    '💥',
  ],
  ...[
    '2020-12-03T11:03:50Z',
    '2020-12-03T11:03:50+14:00',
    '&#x1F4A5;',
    '<a/>',
    '<![CDATA[x]]>',
    '<!--x-->',
    '&lt;&amp;',
  ],
  ...["'; DROP TABLE SyncNotification; --", '\u009b31m', '\u2028', '__proto__', '%s%n', '${x}'],
];

type Change = (text: string, chance: Chance) => string;

function someMatch(text: string, pattern: RegExp, chance: Chance): RegExpExecArray | null {
  const found = [...text.matchAll(pattern)];
  return found.length === 0 ? null : chance.pick(found);
}

function replaceAt(text: string, match: RegExpExecArray, by: string): string {
  return text.slice(0, match.index) + by + text.slice(match.index + match[0].length);
}

const CHANGES: readonly Change[] = [
  function rename(text, chance) {
    const name = someMatch(text, /<(?:[\w.-]+:)?([\w.-]+)/g, chance)?.[1];
    return name === undefined
      ? text
      : text.replace(
          new RegExp(`(</?(?:[\\w.-]+:)?)${name.replaceAll('.', '\\.')}(?=[\\s/>])`, 'g'),
          `$1${chance.pick(NAMES)}`,
        );
  },
  function changeText(text, chance) {
    const match = someMatch(text, />[^<]+</g, chance);
    return match === null ? text : replaceAt(text, match, `>${chance.pick(TEXTS)}<`);
  },
  function changeAttribute(text, chance) {
    const match = someMatch(text, /="[^"<]*"/g, chance);
    const value = chance.pick(TEXTS).replaceAll(/<[^>]*>/g, '');
    return match === null ? text : replaceAt(text, match, `="${value}"`);
  },
  function removeAttribute(text, chance) {
    const match = someMatch(text, / [\w:.-]+="[^"<]*"/g, chance);
    return match === null ? text : replaceAt(text, match, '');
  },
  function removeElement(text, chance) {
    const match = someMatch(text, /<([\w:.-]+)[^<>]*>[^<]*<\/\1>|<[\w:.-]+[^<>]*\/>/g, chance);
    return match === null ? text : replaceAt(text, match, '');
  },
  function repeatElement(text, chance) {
    const match = someMatch(text, /<([\w:.-]+)[^<>]*>[^<]*<\/\1>|<[\w:.-]+[^<>]*\/>/g, chance);
    return match === null ? text : replaceAt(text, match, match[0].repeat(2 + chance.skewed(60)));
  },
];

/** Changes what a message says and leaves it well-formed, as good as always: what is refused then is its meaning. */
export function changeMeaning(bytes: Buffer, chance: Chance): Buffer {
  let text = bytes.toString('utf8');
  for (let times = 1 + chance.skewed(4); times > 0; times--) {
    text = chance.pick(CHANGES)(text, chance);
  }
  return Buffer.from(text);
}
