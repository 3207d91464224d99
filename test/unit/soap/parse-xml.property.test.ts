import type { Node } from '@xmldom/xmldom';
import { expect } from 'chai';
import fc from 'fast-check';
import { DEFAULT_XML_LIMITS } from '../../../src/soap/xml-limits.ts';
import { decodeBody } from '../../../src/soap/decode-body.ts';
import { isElement } from '../../../src/soap/dom.ts';
import { createXmlParser } from '../../../src/soap/parse-xml.ts';
import { readEnvelope } from '../../../src/soap/read-envelope.ts';
import { RefusedMessage } from '../../../src/soap/reply.ts';
import { sample, sampleNames } from './samples.ts';
import { element, expected, joined, write } from './xml-model.ts';
import type { Seen } from './xml-model.ts';

const parse = createXmlParser(DEFAULT_XML_LIMITS);

function found(node: Node): Seen {
  if (isElement(node)) {
    const attributes = Array.from(node.attributes)
      .filter((a) => a.namespaceURI !== 'http://www.w3.org/2000/xmlns/')
      .map((a) => `{${a.namespaceURI ?? ''}}${String(a.localName)}=${a.value}`);
    const content = Array.from(node.childNodes, found);
    return {
      element: [`{${node.namespaceURI ?? ''}}${String(node.localName)}`, attributes.sort(), joined(content)],
    };
  }
  const value = node.nodeValue ?? '';
  return node.nodeType === 8
    ? { comment: value }
    : node.nodeType === 7
      ? { pi: [node.nodeName, value] }
      : value;
}

/** Runs the whole reading of a message; whether it is accepted or refused, nothing else may come of it. */
function readOrRefuse(bytes: Uint8Array, charset: string | null): void {
  try {
    readEnvelope(parse(decodeBody(bytes, charset)));
  } catch (error) {
    if (!(error instanceof RefusedMessage)) {
      throw error;
    }
  }
}

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(12),
    insert: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(
        '<',
        '>',
        '</',
        '/>',
        '"',
        "'",
        '=',
        '&',
        ';',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?',
        '?>',
        ' xmlns:p="',
        ':',
        '\u0000',
        '\u0080',
        '\ufffd',
        '<!DOCTYPE a>',
      ),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('any message', () => {
  it('that is well-formed is accepted, and read as what it says', () => {
    fc.assert(
      fc.property(element, (model) => {
        const root = parse(`<?xml version="1.0"?>\n<!-- c -->${write(model)}\n`).documentElement;
        expect(root && found(root)).to.deep.equal(expected(model));
      }),
      { numRuns: 500 },
    );
  });

  it('reads the same in every encoding', () => {
    fc.assert(
      fc.property(element, (model) => {
        const written = write(model);
        expect(decodeBody(Buffer.from(written), null)).to.equal(written);
        expect(decodeBody(Buffer.from(`\ufeff${written}`, 'utf16le'), null)).to.equal(written);
        expect(decodeBody(Buffer.from(written, 'utf16le').swap16(), 'utf-16be')).to.equal(written);
      }),
    );
  });

  it('that was changed at random is accepted or refused, and nothing else', () => {
    const originals = sampleNames('').map((file) => decodeBody(sample(file), null));
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...originals), element.map(write)), edits, (original, changes) => {
        let changed = original;
        for (const { at, remove, insert } of changes) {
          const start = Math.floor(at * changed.length);
          changed = changed.slice(0, start) + insert + changed.slice(start + remove);
        }
        readOrRefuse(Buffer.from(changed), null);
        readOrRefuse(Buffer.from(changed, 'utf16le'), 'utf-16le');
      }),
      { numRuns: 1000 },
    );
  });

  it('of random bytes is accepted or refused, and nothing else', () => {
    const charset = fc.constantFrom(null, 'utf-8', 'utf-16', 'utf-16be', 'iso-8859-1', 'us-ascii', 'koi8-r');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), charset, readOrRefuse));
  });
});
