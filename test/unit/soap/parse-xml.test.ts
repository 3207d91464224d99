import { expect } from 'chai';
import { DEFAULT_XML_LIMITS } from '../../../src/soap/xml-limits.ts';
import { decodeBody } from '../../../src/soap/decode-body.ts';
import { createXmlParser } from '../../../src/soap/parse-xml.ts';
import { readEnvelope } from '../../../src/soap/read-envelope.ts';
import { refusalOf } from './refusal.ts';
import { sample, sampleNames } from './samples.ts';

const parse = createXmlParser(DEFAULT_XML_LIMITS);

describe('the parser of messages', () => {
  for (const name of sampleNames('')) {
    it(`reads ${name}`, () => {
      expect(readEnvelope(parse(decodeBody(sample(name), null))).payload?.localName).to.equal(
        'SendNotification',
      );
    });
  }

  for (const name of sampleNames('hostile/')) {
    it(`refuses ${name}, and reads the next message`, () => {
      const refusal = refusalOf(() => parse(decodeBody(sample(name), null)));
      expect(refusal.reply).to.deep.equal({ status: 400, body: '' });
      expect(refusal.code).to.equal(
        /doctype|laughs|entity/.test(name)
          ? 'dtd'
          : /utf8/.test(name)
            ? 'malformed_encoding'
            : 'malformed_xml',
      );
      parse(decodeBody(sample('seed-packet.xml'), null));
    });
  }

  const refused = [
    ['an attribute that stands twice', '<a b="1" c="" b="1"/>', /redefined at line 1, column 1$/],
    ['an element with an undeclared prefix', '<a>\n<p:b/></a>', /prefix.* at line 2, column 1$/],
    ['an attribute with an undeclared prefix', '<a p:b="1"/>', /prefix/],
    ['a prefix used beside its scope', '<a><b xmlns:p="urn:p"/><p:c/></a>', /prefix/],
    ['an element with the prefix xmlns', '<xmlns:a/>', /prefix/],
    ['a prefix named like a member of Object', '<constructor:a/>', /prefix/],
    [
      'two attributes of one name through two prefixes',
      '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>',
      /same namespace/,
    ],
    [
      'the same with declarations further out',
      '<a xmlns:p="u"><b xmlns:q="u"><c p:b="1" q:b="2"/></b></a>',
      /same namespace/,
    ],
    [
      'the namespace of xmlns written with a reference',
      '<a xmlns:p="http://www.w3.org/2000/xmlns&#47;"/>',
      /xmlns/,
    ],
    [
      'the namespace of xml written with a reference',
      '<a xmlns:p="http://www.w3.org/XML/1998/namespac&#x65;"/>',
      /xml/,
    ],
    ['the prefix xml bound by a reference to another', '<a xmlns:xml="urn:&#65;"/>', /xml/],
  ] as const;
  for (const [name, text, message] of refused) {
    it(`refuses ${name}`, () => {
      const refusal = refusalOf(() => parse(text));
      expect(refusal.code).to.equal('malformed_xml');
      expect(refusal.reply).to.deep.equal({ status: 400, body: '' });
      expect(refusal.message).to.match(message);
    });
  }

  it('accepts prefixed attributes of one local name in two namespaces', () => {
    const root = parse(
      '<a xmlns:p="u" xmlns:q="v" b="0" p:b="1" q:b="2" xmlns:r="u&amp;v"/>',
    ).documentElement;
    expect([
      root?.getAttribute('b'),
      root?.getAttributeNS('u', 'b'),
      root?.getAttributeNS('v', 'b'),
    ]).to.deep.equal(['0', '1', '2']);
  });

  it('accepts the replacement character where it was sent', () => {
    expect(parse('<a b="\ufffd">\ufffd</a>').documentElement?.textContent).to.equal('\ufffd');
  });

  it('makes line ends of CR and CRLF only, and spaces of them in attributes', () => {
    const root = parse(
      '<a b="1\r\n2\t3&#10;4\u0085">1\r\n2\r3\n\r4&#13;\u0085\u2028\u2029</a>',
    ).documentElement;
    expect(root?.textContent).to.equal('1\n2\n3\n\n4\r\u0085\u2028\u2029');
    expect(root?.getAttribute('b')).to.equal('1 2 3\n4\u0085');
  });

  it('does not resolve a reference twice', () => {
    expect(parse('<a>&amp;lt;&#38;#60;</a>').documentElement?.textContent).to.equal('&lt;&#60;');
  });

  it('keeps nothing of one message for the next', () => {
    parse('<a xmlns:p="urn:p" xmlns="urn:d"><p:b/></a>');
    expect(parse('<a/>').documentElement?.namespaceURI).to.equal(null);
    expect(refusalOf(() => parse('<p:a/>')).code).to.equal('malformed_xml');
  });

  it('keeps its messages short, however long what they quote', () => {
    const name = 'n'.repeat(1000);
    expect(refusalOf(() => parse(`<a ${name}="" ${name}=""/>`)).message.length).to.be.lessThan(300);
  });

  it('reads a message as large as the limits allow, and refuses one beyond', () => {
    const events = (n: number) => `<a>${`<b c="">${'x'.repeat(60)}</b>`.repeat(n)}</a>`;
    const limited = createXmlParser({ ...DEFAULT_XML_LIMITS, maxNodes: 3001 });
    expect(limited(events(1000)).documentElement?.childNodes.length).to.equal(1000);
    expect(refusalOf(() => limited(events(1001))).code).to.equal('too_many_nodes');
  });
});
