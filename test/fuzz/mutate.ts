import type { Chance } from './chance.ts';

/** Pieces that have a meaning somewhere: in XML, SOAP, SQL, HTTP, logs or a terminal. */
const TOKENS = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '/',
    '=',
    ':',
    ';',
    '\0',
    '\r',
    '\n',
    '\t',
    ' ',
    '\u001b[31m',
    '\u0085',
    '\u2028',
  ],
  ...[
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '&#0;',
    '&#x10FFFF;',
  ],
  ...[
    '&amp;',
    '&lt;',
    '&#38;',
    '&#x',
    '<a/>',
    '</a>',
    '<s:Body>',
    '</s:Body>',
    '<t:ModifiedEvent>',
    'xmlns=""',
  ],
  ...[
    ' xmlns:t="urn:x"',
    ' xmlns:xml="urn:x"',
    ' Id=""',
    '<?xml version="1.1"?>',
    "'; DROP TABLE x; --",
    '${a}',
  ],
  ...[
    '%s',
    '../../etc/passwd',
    '{"a":1}',
    '__proto__',
    'constructor',
    '\ufeff',
    '\ufffe',
    '\ud800',
    '1e309',
    '-1',
  ],
];

type Mutation = (bytes: Buffer, chance: Chance, other: () => Buffer) => Buffer;

const replace = (bytes: Buffer, from: number, to: number, by: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);

/** From and to of some tag, or of nothing where there is none. */
function someTag(bytes: Buffer, chance: Chance): readonly [number, number] {
  const from = bytes.indexOf('<', chance.below(bytes.length + 1));
  const to = from < 0 ? -1 : bytes.indexOf('>', from);
  return to < 0 ? [0, 0] : [from, to + 1];
}

function someRange(bytes: Buffer, chance: Chance): readonly [number, number] {
  const from = chance.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + chance.skewed(400))];
}

const MUTATIONS: readonly Mutation[] = [
  function flipBits(bytes, chance) {
    const copy = Buffer.from(bytes);
    for (let times = 1 + chance.skewed(20); times > 0 && copy.length > 0; times--) {
      const at = chance.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
    }
    return copy;
  },
  function putToken(bytes, chance) {
    const [from, to] = someRange(bytes, chance);
    const token = Buffer.from(chance.pick(TOKENS).repeat(1 + chance.skewed(50)));
    return replace(bytes, from, chance.percent(50) ? from : to, token);
  },
  function putBytes(bytes, chance) {
    const at = chance.below(bytes.length + 1);
    return replace(bytes, at, at, chance.bytes(1 + chance.skewed(20)));
  },
  function removeRange(bytes, chance) {
    const [from, to] = someRange(bytes, chance);
    return replace(bytes, from, to, Buffer.alloc(0));
  },
  function truncate(bytes, chance) {
    return bytes.subarray(0, chance.below(bytes.length + 1));
  },
  function splice(bytes, chance, other) {
    const second = other();
    return Buffer.concat([
      bytes.subarray(0, chance.below(bytes.length + 1)),
      second.subarray(chance.below(second.length + 1)),
    ]);
  },
  function removeTag(bytes, chance) {
    const [from, to] = someTag(bytes, chance);
    return replace(bytes, from, to, Buffer.alloc(0));
  },
  function repeatTag(bytes, chance) {
    const [from, to] = someTag(bytes, chance);
    const tag = bytes.subarray(from, to);
    return replace(bytes, to, to, Buffer.concat(new Array<Buffer>(1 + chance.skewed(300)).fill(tag)));
  },
  function swapTags(bytes, chance) {
    const [from, to] = someTag(bytes, chance);
    const tag = Buffer.from(bytes.subarray(from, to));
    const [at] = someTag(bytes, chance);
    return replace(bytes, at, at, tag);
  },
  function lengthenText(bytes, chance) {
    const at = bytes.indexOf('</', chance.below(bytes.length + 1));
    const text = Buffer.from(
      chance.pick(['a', '0', '\u00e4', '\u{1f600}', '&lt;']).repeat(chance.skewed(3000)),
    );
    return at < 0 ? bytes : replace(bytes, at, at, text);
  },
  function nestTag(bytes, chance) {
    const [from] = someTag(bytes, chance);
    const depth = chance.skewed(100);
    return replace(bytes, from, from, Buffer.from('<a>'.repeat(depth) + '</a>'.repeat(depth)));
  },
];

/** Changes bytes once or a few times. `other` gives something to splice with. */
export function mutate(bytes: Buffer, chance: Chance, other: () => Buffer): Buffer {
  let changed = bytes;
  for (let times = 1 + chance.skewed(4); times > 0; times--) {
    changed = chance.pick(MUTATIONS)(changed, chance, other);
  }
  return changed;
}
