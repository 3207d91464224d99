import { expect } from 'chai';
import { DEFAULT_XML_LIMITS } from '../../../src/soap/xml-limits.ts';
import { childElement, childElements, elementChildren, textOf } from '../../../src/soap/dom.ts';
import { createXmlParser } from '../../../src/soap/parse-xml.ts';

const parse = createXmlParser(DEFAULT_XML_LIMITS);

function root(text: string) {
  const element = parse(text).documentElement;
  if (!element) {
    throw new Error('no root');
  }
  return element;
}

describe('the DOM helpers', () => {
  const tree = root(
    '<r xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:p"> <a>0</a><p:a>1</p:a>x<!-- c --><b><p:a>in b</p:a></b><q:a>2</q:a><?a?></r>',
  );

  it('list the child elements in order', () => {
    expect(elementChildren(tree).map((e) => e.tagName)).to.deep.equal(['a', 'p:a', 'b', 'q:a']);
    expect(elementChildren(root('<r>x<!-- c --></r>'))).to.deep.equal([]);
  });

  it('find children by namespace and local name, whatever the prefix, and no grandchildren', () => {
    expect(childElements(tree, 'urn:p', 'a').map(textOf)).to.deep.equal(['1', '2']);
    expect(childElement(tree, 'urn:p', 'a')).to.equal(childElements(tree, 'urn:p', 'a')[0]);
    expect(childElement(tree, 'urn:d', 'a')?.textContent).to.equal('0');
  });

  it('find nothing by a name in another case, or in another namespace or none', () => {
    for (const [ns, name] of [
      ['urn:p', 'A'],
      ['URN:P', 'a'],
      ['urn:p', 'b'],
      ['', 'a'],
      ['urn:p', 'p:a'],
    ] as const) {
      expect(childElement(tree, ns, name), name).to.equal(null);
      expect(childElements(tree, ns, name), name).to.deep.equal([]);
    }
  });

  it('read the whole text, with CDATA and without what comments and processing instructions say', () => {
    expect(textOf(root('<r>one<!-- not --> <![CDATA[<two>]]><?not this?>&amp;<b>three</b></r>'))).to.equal(
      'one <two>&three',
    );
  });

  it('read single and absent texts', () => {
    expect(textOf(root('<r>&lt;one&gt;</r>'))).to.equal('<one>');
    expect(textOf(root('<r><![CDATA[one]]></r>'))).to.equal('one');
    expect(textOf(root('<r><!-- one --></r>'))).to.equal('');
    expect(textOf(root('<r/>'))).to.equal('');
  });
});
