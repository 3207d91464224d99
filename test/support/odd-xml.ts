import type { Random } from '../../src/exchange/random.ts';

/** An element to be written in whatever way XML allows. */
export interface XmlElement {
  readonly ns: string | null;
  readonly name: string;
  /** Attributes without a namespace. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Elements, or text that is to be read exactly. */
  readonly content: readonly XmlElement[] | string;
  /** Whether elements that only look like those that are read may be put between the others. */
  readonly hasRoom?: boolean;
  /** Whether the elements may be put in another order. */
  readonly inAnyOrder?: boolean;
}

/** Local names that mean something, to be written where they mean nothing. */
const DECOYS = [
  'SubscriptionId',
  'Watermark',
  'ResponseCode',
  'ModifiedEvent',
  'ItemId',
  'MoreEvents',
  'Body',
];
const PREFIXES = ['m', 't', 's', 'soap11', 'ns0', '_', 'x.y-1', ''];
const FOREIGN = 'urn:somebody:else';
const WHITE = ['', '', ' ', '\n', '\t  ', '\n\n'];

type Scope = ReadonlyMap<string, string>;

/**
 * Writes a document so that nothing but its meaning is left: prefixes, quotes, white space, order of attributes,
 * references, CDATA sections, comments and processing instructions are chance's.
 * @param last highest code point that may stand as it is; the others become references
 */
export function writeOddXml(root: XmlElement, random: Random, last: number): string {
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)]!;
  const chance = (percent: number): boolean => random.below(100) < percent;
  const space = (): string => pick(WHITE);

  const reference = (char: string): string => {
    const code = char.codePointAt(0) ?? 0;
    return chance(50) ? `&#${code};` : `&#x${code.toString(16)};`;
  };
  const named: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  const character = (char: string, always: string): string => {
    const mustEscape = always.includes(char) || (char.codePointAt(0) ?? 0) > last;
    return mustEscape || chance(5)
      ? named[char] !== undefined && chance(70)
        ? named[char]
        : reference(char)
      : char;
  };
  const attributeValue = (value: string): string => {
    const mark = pick(['"', "'"]);
    return mark + Array.from(value, (char) => character(char, `&<\r\n\t${mark}`)).join('') + mark;
  };
  const aside = (): string =>
    pick(['<!--x-->', '<!-- <t:Watermark>no</t:Watermark> & -->', '<?pi no?>', '<!---->']);
  const piece = (text: string): string => {
    const fitsCdata =
      !text.includes(']]>') &&
      !text.includes('\r') &&
      Array.from(text).every((c) => (c.codePointAt(0) ?? 0) <= last);
    return fitsCdata && chance(40)
      ? `<![CDATA[${text}]]>`
      : Array.from(text, (char) => character(char, '&<>\r')).join('');
  };
  const text = (value: string): string => {
    const chars = Array.from(value);
    let written = chance(10) ? aside() : '';
    for (let at = 0; at < chars.length;) {
      const end = at + 1 + random.below(chars.length);
      written += piece(chars.slice(at, end).join('')) + (chance(30) ? aside() : '');
      at = end;
    }
    return written;
  };

  /** A prefix for a namespace: one that is in scope, or a new one, which may hide another. */
  const bind = (ns: string | null, scope: Scope): { prefix: string; declared: boolean } => {
    const known = [...scope].filter(([, bound]) => bound === (ns ?? '')).map(([prefix]) => prefix);
    if (known.length > 0 && !chance(15)) {
      return { prefix: pick(known), declared: false };
    }
    return { prefix: ns === null ? '' : pick(PREFIXES), declared: true };
  };
  const decoy = (scope: Scope): string => {
    const inside = {
      ns: FOREIGN,
      name: pick(DECOYS),
      attributes: { Id: 'no', Name: 'SubscriptionId' },
      content: 'no',
    };
    const ns = pick([FOREIGN, null]);
    return element(chance(50) ? { ...inside, ns } : { ns, name: pick(DECOYS), content: [inside] }, scope);
  };

  const shuffled = <T>(list: readonly T[]): T[] =>
    list
      .map((entry) => ({ entry, at: random.uint32() }))
      .sort((one, other) => one.at - other.at)
      .map(({ entry }) => entry);

  const element = (xml: XmlElement, outer: Scope): string => {
    const { ns, name, attributes = {}, content, hasRoom, inAnyOrder } = xml;
    const { prefix, declared } = bind(ns, outer);
    const scope = declared ? new Map([...outer, [prefix, ns ?? '']]) : outer;
    const tag = prefix === '' ? name : `${prefix}:${name}`;
    const written = Object.entries(attributes).map(([key, value]) => [key, value] as const);
    if (declared) {
      written.push([prefix === '' ? 'xmlns' : `xmlns:${prefix}`, ns ?? '']);
    }
    if (chance(20)) {
      written.push(['xmlns:foreign', FOREIGN], ['foreign:Id', 'no'], ['foreign:ResponseClass', 'no']);
    }
    const list = shuffled(written).map(
      ([key, value]) => `${pick([' ', '\n', '  '])}${key}${space()}=${space()}${attributeValue(value)}`,
    );
    const start = `<${tag}${list.join('')}${space()}`;
    const between = (): string => space() + (hasRoom === true && chance(15) ? decoy(scope) : '') + space();
    const inner =
      typeof content === 'string'
        ? text(content)
        : between() +
          (inAnyOrder === true ? shuffled(content) : content)
            .map((child) => element(child, scope) + between())
            .join('');
    return inner === '' && chance(70) ? `${start}/>` : `${start}>${inner}</${tag}${space()}>`;
  };

  return element(root, new Map([['', '']]));
}
