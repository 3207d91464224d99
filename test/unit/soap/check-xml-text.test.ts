import { expect } from 'chai';
import { checkXmlText } from '../../../src/soap/check-xml-text.ts';
import { DEFAULT_XML_LIMITS } from '../../../src/soap/xml-limits.ts';
import { refusalOf } from './refusal.ts';
import { MALFORMED, WELL_FORMED } from './xml-texts.ts';

const check = (text: string, limits = {}) => checkXmlText(text, { ...DEFAULT_XML_LIMITS, ...limits });

describe('checkXmlText', () => {
  for (const text of WELL_FORMED) {
    it(`accepts ${JSON.stringify(text)}`, () => {
      check(text);
    });
  }

  for (const text of MALFORMED) {
    it(`refuses ${JSON.stringify(text).slice(0, 80)}`, () => {
      const refusal = refusalOf(() => check(text));
      expect(refusal.code).to.equal('malformed_xml');
      expect(refusal.reply).to.deep.equal({ status: 400, body: '' });
      expect(refusal.message).to.match(/at line 1, column \d+$/);
    });
  }

  for (const text of [
    '<!DOCTYPE a><a/>',
    '<!DOCTYPE',
    '<a><!DOCTYPE a></a>',
    '<a/><!DOCTYPE a>',
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
  ]) {
    it(`refuses the document type declaration in ${JSON.stringify(text)}`, () => {
      expect(refusalOf(() => check(text)).code).to.equal('dtd');
    });
  }

  it('says where it stopped', () => {
    expect(refusalOf(() => check('<a>\n\n  &</a>')).message).to.equal(
      '"&" that is not a reference at line 3, column 3',
    );
  });

  it('counts depth, the root included', () => {
    check('<a><a><a/></a></a>', { maxDepth: 3 });
    expect(refusalOf(() => check('<a><a><a><a/></a></a></a>', { maxDepth: 3 })).code).to.equal('too_deep');
    expect(refusalOf(() => check('<a>'.repeat(100_000))).code).to.equal('too_deep');
  });

  it('counts elements, attributes, texts, CDATA sections, comments and processing instructions', () => {
    const seven = '<a b="1">x<![CDATA[y]]><!-- z --><?p?><c/></a>';
    check(seven, { maxNodes: 7 });
    expect(refusalOf(() => check(seven, { maxNodes: 6 })).code).to.equal('too_many_nodes');
    expect(refusalOf(() => check(`<!--${'x'.repeat(20)}-->`.repeat(300_000))).code).to.equal(
      'too_many_nodes',
    );
  });

  it('refuses many nodes and end tags in little text, but not in a short one', () => {
    const elements = (n: number, text: string) => `<a>${`<b>${text}</b>`.repeat(n)}</a>`;
    check(elements(499, ''));
    expect(refusalOf(() => check(elements(20_000, ''))).code).to.equal('too_dense');
    check(elements(20_000, 'x'.repeat(42)));
    expect(refusalOf(() => check(elements(20_000, 'x'.repeat(40)))).code).to.equal('too_dense');
    expect(refusalOf(() => check('<!---->'.repeat(300_000))).code).to.equal('too_dense');
  });

  it('counts the attributes of one element', () => {
    check('<a b="" c=""><d e="" f=""/></a>', { maxAttributes: 2 });
    expect(refusalOf(() => check('<a b="" c="" d=""/>', { maxAttributes: 2 })).code).to.equal(
      'too_many_attributes',
    );
  });

  it('measures names with their prefixes', () => {
    for (const text of ['<abcde/>', '<ab:cd/>', '<a abcde=""/>', '<a><?abcde?></a>']) {
      check(text, { maxNameLength: 5 });
      expect(refusalOf(() => check(text, { maxNameLength: 4 })).code, text).to.equal('name_too_long');
    }
  });

  it('tells how many attributes there are, and when only the document can settle namespaces', () => {
    expect(check('<a b="" xmlns:p="p" p:c=""/>')).to.deep.equal({
      attributes: 3,
      namespacesUnsettled: false,
    });
    expect(check('<a p:b="" q:b=""/>').namespacesUnsettled).to.equal(true);
    expect(check('<a xmlns:p="&#112;"/>').namespacesUnsettled).to.equal(true);
  });
});
