import { expect } from 'chai';
import { DEFAULT_XML_LIMITS, checkXmlText } from '../../../src/soap/check-xml-text.ts';
import { refusalOf } from './refusal.ts';

const check = (text: string, limits = {}) => checkXmlText(text, { ...DEFAULT_XML_LIMITS, ...limits });

describe('checkXmlText', () => {
  const accepted = [
    '<a/>',
    '<a />',
    '<a></a >',
    '<?xml version="1.0"?><a/>',
    "<?xml version = '1.0' encoding='UTF-8' standalone='yes' ?>\r\n<a/>\n",
    '<!-- before --><a/><!-- after --><?pi after?>\n',
    '<a><?pi?><?pi  data ? > x?><?xml-stylesheet x?></a>',
    '<a><!----><!-- - < & ]]> --></a>',
    '<a><![CDATA[]]><![CDATA[ <&]] > ]]></a>',
    '<a>&amp;&lt;&gt;&quot;&apos;&#9;&#xA;&#x10FFFF;&#1114111;&#0000065;</a>',
    `<a b='"' c="'" d=">" e="]]>"/>`,
    '<a\tb\n=\r"1" \n c = \'2\'\n/>',
    '<a>]] > ]]&gt;</a>',
    '<a>\u0085\u00a0\u2028\ufffd\ue000\ud7ff\u{10ffff}</a>',
    '<é.-0·\u{10000} ñ="1"/>',
    '<p:a xmlns:p="urn:p" p:b="1" xml:lang="de"/>',
    '<a xmlns="" xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
    '<__proto__ constructor="1"/>',
  ];
  for (const text of accepted) {
    it(`accepts ${JSON.stringify(text)}`, () => {
      check(text);
    });
  }

  const refused = [
    [
      '',
      '<a',
      '<a ',
      '<a>',
      '<a b',
      '<a b=',
      '<a b="',
      '<a b="1"',
      '</a>',
      '<a></b>',
      '<a></a',
      '<a></a b>',
      '<a></aa>',
    ],
    [
      '<aa></a>',
      '<a><b></a></b>',
      '<a/><b/>',
      '<a></a></a>',
      '< a/>',
      '<a></ a>',
      '<a/ >',
      '<a><</a>',
      '<>',
      '<a></>',
    ],
    [
      'x',
      'x<a/>',
      '<a/>x',
      '<a/>&amp;',
      '<a/><![CDATA[]]>',
      '<![CDATA[]]><a/>',
      '\u00a0<a/>',
      '\ufeff<a/>',
      '\u0085<a/>',
    ],
    [
      '<a b/>',
      '<a b=1/>',
      '<a b="1"c="2"/>',
      '<a b="1/>',
      '<a b="<"/>',
      '<a "1"/>',
      '<a =""/>',
      '<a b==""/>',
      '<a b=\'1"/>',
    ],
    [
      '<1a/>',
      '<-a/>',
      '<.a/>',
      '<a:/>',
      '<:a/>',
      '<a:b:c/>',
      '<a:1/>',
      '<a b:="1"/>',
      '<a :b="1"/>',
      '<a\u0080b="1"/>',
      '<a\u00a0b="1"/>',
    ],
    [
      '<a\u000bb="1"/>',
      '<\u037e/>',
      '<a\u00d7/>',
      '<\u{f0000}/>',
      '<a\ufffe/>',
      '<a></a\u0080>',
      '<a\u0000/>',
    ],
    [
      '<a>&</a>',
      '<a>& </a>',
      '<a>&amp</a>',
      '<a>&nbsp;</a>',
      '<a>&AMP;</a>',
      '<a>&#;</a>',
      '<a>&#x;</a>',
      '<a>&#X41;</a>',
      '<a>&#4a;</a>',
    ],
    [
      '<a>&#0;</a>',
      '<a>&#x0;</a>',
      '<a>&#8;</a>',
      '<a>&#xB;</a>',
      '<a>&#xD800;</a>',
      '<a>&#57343;</a>',
      '<a>&#xFFFE;</a>',
      '<a>&#65535;</a>',
    ],
    [
      '<a>&#x110000;</a>',
      '<a>&#99999999999999999999;</a>',
      '<a>&#-1;</a>',
      '<a>&# 65;</a>',
      '<a b="&"/>',
      '<a b="&x;"/>',
      '<a b="&#0;"/>',
    ],
    [
      '<a>\u0000</a>',
      '<a>\u0001</a>',
      '<a>\u000b</a>',
      '<a>\u001f</a>',
      '<a>\ufffe</a>',
      '<a>\uffff</a>',
      '<a>\ud800</a>',
      '<a>\udc00</a>',
    ],
    [
      '<a>\udc00\ud800</a>',
      '<a>\ud800',
      '<a b="\u0001"/>',
      '<a b="\uffff"/>',
      '<a><!--\u0001--></a>',
      '<a><![CDATA[\u0001]]></a>',
      '<a><?p \u0001?></a>',
    ],
    [
      '<a>]]></a>',
      '<a>]]]></a>',
      '<a><!-- -- --></a>',
      '<a><!-- ---></a>',
      '<a><!--></a>',
      '<a><!---></a>',
      '<a><!--',
      '<a><!-- -',
      '<!--',
    ],
    [
      '<a><![CDATA[</a>',
      '<a><![CDATA[]]</a>',
      '<a><![cdata[]]></a>',
      '<a><!ELEMENT a ANY></a>',
      '<a><!></a>',
      '<!-<a/>',
      '<a><!x></a>',
    ],
    [
      '<a><??></a>',
      '<a><? p?></a>',
      '<a><?p</a>',
      '<a><?p x</a>',
      '<a><?p:q x?></a>',
      '<a><?p"x?></a>',
      '<a><?1?></a>',
      '<a><?p',
    ],
    ['<?p?><a/>', '<!-- --><?p?><a/>', '<?xml version="1.0"?><?p?><a/>', '<?xml-stylesheet href="x"?><a/>'],
    [
      ' <?xml version="1.0"?><a/>',
      '<!-- --><?xml version="1.0"?><a/>',
      '<a/><?xml version="1.0"?>',
      '<a><?xml?></a>',
      '<a><?XML x?></a>',
      '<a><?xMl?></a>',
    ],
    [
      '<?xml?><a/>',
      '<?xml version="1.1"?><a/>',
      '<?xml version="2.0"?><a/>',
      '<?xml version="1.0"><a/>',
      '<?xml version=1.0?><a/>',
      '<?XML version="1.0"?><a/>',
    ],
    [
      '<?xml encoding="utf-8"?><a/>',
      '<?xml version="1.0" standalone="maybe"?><a/>',
      '<?xml version="1.0" encoding=""?><a/>',
      '<?xml version="1.0"encoding="utf-8"?><a/>',
    ],
    [
      '<?xml version="1.0" standalone="yes" encoding="utf-8"?><a/>',
      '<?xml version="1.0" x="y"?><a/>',
      `<?xml version="1.0"${' '.repeat(600)}?><a/>`,
    ],
    [
      '<a xmlns:p=""/>',
      '<a xmlns:xmlns="urn:x"/>',
      '<a xmlns:xml="urn:x"/>',
      '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>',
      '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>',
    ],
    [
      '<a xmlns="http://www.w3.org/2000/xmlns/"/>',
      '<a xmlns="http://www.w3.org/XML/1998/namespace"/>',
      '<a xmlns:="urn:x"/>',
    ],
  ].flat();
  for (const text of refused) {
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
    expect(refusalOf(() => check('<!---->'.repeat(300_000))).code).to.equal('too_many_nodes');
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
