import fc from 'fast-check';

/** How a piece of text is written: as it is, as references, or in a CDATA section. */
type Spelling = 'plain' | 'decimal' | 'hexadecimal' | 'cdata';
interface Piece {
  text: string;
  spelling: Spelling;
}
type Content =
  | { kind: 'text'; pieces: Piece[] }
  | { kind: 'comment'; data: string }
  | { kind: 'pi'; target: string; data: string }
  | ElementModel;
interface ElementModel {
  kind: 'element';
  ns: string;
  prefix: string;
  localName: string;
  attributes: { ns: string; localName: string; value: Piece }[];
  content: Content[];
  quote: '"' | "'";
  space: string;
}

const characters = fc
  .string({ unit: 'binary', maxLength: 8 })
  .map((text) => text.replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?'));
const markup = fc.constantFrom(
  '<',
  '&',
  ']]>',
  '-->',
  '"',
  "'",
  '\r\n',
  '&lt;',
  '\u2028',
  '\u{1f600}',
  'AAA=',
  ' ',
);
const text = fc.oneof(characters, markup);
const piece = fc.record({
  text,
  spelling: fc.constantFrom<Spelling>('plain', 'decimal', 'hexadecimal', 'cdata'),
});
const name = fc
  .tuple(fc.constantFrom('a', 'B', '_', 'é', '中', '\u{10000}'), fc.stringMatching(/^[-.\w\u00b7]{0,4}$/))
  .map(([first, rest]) => first + rest)
  .filter((found) => !/^xml/i.test(found));
const attribute = fc.record({ ns: fc.constantFrom('', 'urn:x', 'urn:y'), localName: name, value: piece });
/** Any element, with any content. */
export const { element } = fc.letrec<{ element: ElementModel; content: Content }>((tie) => ({
  content: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('text' as const), pieces: fc.array(piece, { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('comment' as const), data: text.map((data) => data.replaceAll('-', '')) }),
    fc.record({
      kind: fc.constant('pi' as const),
      target: name,
      data: text.map((data) => data.replaceAll('?', '').trimStart()),
    }),
    tie('element'),
  ),
  element: fc.record({
    kind: fc.constant('element' as const),
    ns: fc.constantFrom('', 'urn:a', 'urn:b', 'urn:c&d'),
    prefix: fc.constantFrom('', 'p', 'q'),
    localName: name,
    attributes: fc.uniqueArray(attribute, { maxLength: 4, selector: (a) => `${a.ns} ${a.localName}` }),
    content: fc.array(tie('content'), { maxLength: 4 }),
    quote: fc.constantFrom('"' as const, "'" as const),
    space: fc.constantFrom(' ', '\n', '\t \r\n'),
  }),
}));

const references = (value: string, radix: number) =>
  Array.from(value, (c) => `&#${radix === 16 ? 'x' : ''}${(c.codePointAt(0) ?? 0).toString(radix)};`).join(
    '',
  );
const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function writeText({ text: value, spelling }: Piece): string {
  switch (spelling) {
    case 'plain':
      return escaped(value);
    case 'cdata':
      return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
    default:
      return references(value, spelling === 'decimal' ? 10 : 16);
  }
}

function writeValue({ text: value, spelling }: Piece, quote: string): string {
  if (spelling === 'decimal' || spelling === 'hexadecimal') {
    return references(value, spelling === 'decimal' ? 10 : 16);
  }
  return escaped(value).replaceAll(quote, quote === '"' ? '&quot;' : '&apos;');
}

/** The XML of a model. */
export function write(model: Content): string {
  switch (model.kind) {
    case 'text':
      return model.pieces.map(writeText).join('');
    case 'comment':
      return `<!--${model.data}-->`;
    case 'pi':
      return `<?${model.target}${model.data && ' '}${model.data}?>`;
    case 'element': {
      const { ns, quote: q, space, content } = model;
      // A prefix cannot be bound to no namespace.
      const prefix = ns === '' ? '' : model.prefix;
      const tag = prefix ? `${prefix}:${model.localName}` : model.localName;
      const prefixOf = (uri: string) => (uri === '' ? '' : uri === 'urn:x' ? 'x:' : 'y:');
      const written = [
        ...model.attributes.map((a) => `${prefixOf(a.ns)}${a.localName}=${q}${writeValue(a.value, q)}${q}`),
        `xmlns${prefix && ':'}${prefix}=${q}${escaped(ns)}${q}`,
        `xmlns:x${space}=${q}urn:x${q}`,
        `xmlns:y=${space}${q}urn:y${q}`,
      ].join(space);
      const start = `<${tag}${space}${written}`;
      return content.length === 0
        ? `${start}${space}/>`
        : `${start}>${content.map(write).join('')}</${tag}${space}>`;
    }
  }
}

/** What is read back: nested lists, with neighbouring texts as one. */
export type Seen =
  string | { comment: string } | { pi: [string, string] } | { element: [string, string[], Seen[]] };

/** Neighbouring texts as one. */
export function joined(parts: Seen[]): Seen[] {
  const all: Seen[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (typeof part === 'string' && typeof last === 'string') {
      all[all.length - 1] = last + part;
    } else if (part !== '') {
      all.push(part);
    }
  }
  return all;
}

const readAs = ({ text: value, spelling }: Piece) =>
  spelling === 'plain' || spelling === 'cdata' ? value.replace(/\r\n?/g, '\n') : value;
const readAsValue = (value: Piece) =>
  value.spelling === 'decimal' || value.spelling === 'hexadecimal'
    ? value.text
    : readAs({ ...value, spelling: 'plain' }).replace(/[\t\n]/g, ' ');

/** What a parser has to find in what was written. */
export function expected(model: Content): Seen {
  switch (model.kind) {
    case 'text':
      return model.pieces.map(readAs).join('');
    case 'comment':
      return { comment: readAs({ text: model.data, spelling: 'plain' }) };
    case 'pi':
      return { pi: [model.target, readAs({ text: model.data, spelling: 'plain' })] };
    case 'element': {
      const attributes = model.attributes.map((a) => `{${a.ns}}${a.localName}=${readAsValue(a.value)}`);
      return {
        element: [`{${model.ns}}${model.localName}`, attributes.sort(), joined(model.content.map(expected))],
      };
    }
  }
}
