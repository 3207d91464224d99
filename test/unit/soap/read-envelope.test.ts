import { expect } from 'chai';
import { DEFAULT_XML_LIMITS } from '../../../src/soap/xml-limits.ts';
import { NS, SEND_NOTIFICATION_ACTION } from '../../../src/soap/namespaces.ts';
import { createXmlParser } from '../../../src/soap/parse-xml.ts';
import {
  assertAction,
  assertUnderstood,
  isRequestServerVersion,
  readEnvelope,
} from '../../../src/soap/read-envelope.ts';
import { refusalOf } from './refusal.ts';

const parse = createXmlParser(DEFAULT_XML_LIMITS);
const read = (text: string) => readEnvelope(parse(text));
const soap = (content: string, ns: string = NS.soap11) =>
  `<s:Envelope xmlns:s="${ns}">${content}</s:Envelope>`;

describe('readEnvelope', () => {
  it('takes header blocks, body and payload apart', () => {
    const found = read(soap('\n<!-- c --><s:Header> <x/><y/></s:Header><s:Body>\n<m a="1"/><n/></s:Body>\n'));
    expect(found.envelope.localName).to.equal('Envelope');
    expect(found.header?.localName).to.equal('Header');
    expect(found.headerBlocks.map((e) => e.localName)).to.deep.equal(['x', 'y']);
    expect(found.body.localName).to.equal('Body');
    expect(found.payload?.localName).to.equal('m');
  });

  it('does without a header and without a payload', () => {
    const found = read(soap('<s:Body/>'));
    expect([found.header, found.headerBlocks, found.payload]).to.deep.equal([null, [], null]);
  });

  it('reads by namespace, whatever the prefix', () => {
    const found = read(
      `<Envelope xmlns="${NS.soap11}"><b:Body xmlns:b="${NS.soap11}"><m xmlns="urn:m"/></b:Body></Envelope>`,
    );
    expect(found.payload?.namespaceURI).to.equal('urn:m');
  });

  it('lets comments and processing instructions stand in and after the payload', () => {
    expect(read(`${soap('<s:Body><!-- c --><m><?p?></m><?p?></s:Body>')}<?p?>`).payload?.localName).to.equal(
      'm',
    );
  });

  const refused: [string, string][] = [
    ['a SOAP 1.2 envelope', soap('<s:Body/>', NS.soap12)],
    ['an envelope of no namespace', '<Envelope><Body/></Envelope>'],
    ['another root', `<s:Body xmlns:s="${NS.soap11}"/>`],
    ['an envelope in other case', `<s:envelope xmlns:s="${NS.soap11}"><s:Body/></s:envelope>`],
    ['no Body', soap('')],
    ['a Header without a Body', soap('<s:Header/>')],
    ['a Body of another namespace', soap('<Body/>')],
    ['a Header after the Body', soap('<s:Body/><s:Header/>')],
    ['two Headers', soap('<s:Header/><s:Header/><s:Body/>')],
    ['two Bodies', soap('<s:Body/><s:Body/>')],
    ['an element before the Header', soap('<x/><s:Header/><s:Body/>')],
    ['an element after the Body', soap('<s:Body/><x/>')],
    ['text in the Envelope', soap('x<s:Body/>')],
    ['text in the Header', soap('<s:Header>x</s:Header><s:Body/>')],
    ['text in the Body', soap('<s:Body><m/><![CDATA[x]]></s:Body>')],
    ['a no-break space in the Envelope', soap('\u00a0<s:Body/>')],
    ['a processing instruction in the Envelope', soap('<?p?><s:Body/>')],
    ['a processing instruction in the Header', soap('<s:Header><?p?></s:Header><s:Body/>')],
    ['a processing instruction before the payload', soap('<s:Body><?p?><m/></s:Body>')],
  ];
  for (const [name, text] of refused) {
    it(`refuses ${name} with a bare 400`, () => {
      const refusal = refusalOf(() => read(text));
      expect(refusal.code).to.equal('not_an_envelope');
      expect(refusal.reply).to.deep.equal({ status: 400, body: '' });
    });
  }
});

describe('assertAction', () => {
  it('accepts the action with and without one pair of double quotes', () => {
    assertAction(SEND_NOTIFICATION_ACTION, SEND_NOTIFICATION_ACTION);
    assertAction(`"${SEND_NOTIFICATION_ACTION}"`, SEND_NOTIFICATION_ACTION);
  });

  const refused: [string, string | undefined, string][] = [
    ['a missing action', undefined, ''],
    ['an empty action', '', ''],
    ['an empty action in quotes', '""', ''],
    ['a single quote mark', '"', '"'],
    ['another action', 'urn:x', 'urn:x'],
    [
      'the action in lower case',
      SEND_NOTIFICATION_ACTION.toLowerCase(),
      SEND_NOTIFICATION_ACTION.toLowerCase(),
    ],
    ['the action in single quotes', `'${SEND_NOTIFICATION_ACTION}'`, `'${SEND_NOTIFICATION_ACTION}'`],
    ['the action in two pairs of quotes', `""${SEND_NOTIFICATION_ACTION}""`, `"${SEND_NOTIFICATION_ACTION}"`],
    ['the action in half a pair of quotes', `"${SEND_NOTIFICATION_ACTION}`, `"${SEND_NOTIFICATION_ACTION}`],
  ];
  for (const [name, header, shown] of refused) {
    it(`refuses ${name}`, () => {
      const refusal = refusalOf(() => assertAction(header, SEND_NOTIFICATION_ACTION));
      expect(refusal.code).to.equal('unknown_action');
      expect(refusal.reply.status).to.equal(500);
      expect(refusal.reply.body)
        .to.contain('>a:ActionNotSupported<')
        .and.to.contain(`with Action '${shown}' cannot`);
    });
  }
});

describe('assertUnderstood', () => {
  const check = (attributes: string, name = 'x', ns = 'urn:h') =>
    assertUnderstood(
      read(soap(`<s:Header><h:${name} xmlns:h="${ns}" ${attributes}/></s:Header><s:Body/>`)),
      isRequestServerVersion,
    );

  for (const attributes of [
    '',
    's:mustUnderstand="0"',
    's:mustUnderstand="false"',
    'mustUnderstand="1"',
    's:mustUnderstand=""',
    'h:mustUnderstand="1"',
  ]) {
    it(`accepts an unknown header with ${attributes || 'nothing'}`, () => {
      check(attributes);
    });
  }

  for (const attributes of [
    's:mustUnderstand="1"',
    's:mustUnderstand="true"',
    's:mustUnderstand=" 1 "',
    's:mustUnderstand="1" s:actor="urn:other"',
  ]) {
    it(`refuses an unknown header with ${attributes}`, () => {
      const refusal = refusalOf(() => check(attributes));
      expect(refusal.code).to.equal('header_not_understood');
      expect(refusal.reply.status).to.equal(500);
      expect(refusal.reply.body).to.contain('<faultcode>s:MustUnderstand</faultcode>');
      expect(refusal.reply.body).to.contain("The header 'x' from the namespace 'urn:h' was not understood");
    });
  }

  it('understands RequestServerVersion in the types and in the messages namespace, and in no other', () => {
    check('s:mustUnderstand="1"', 'RequestServerVersion', NS.types);
    check('s:mustUnderstand="1"', 'RequestServerVersion', NS.messages);
    expect(refusalOf(() => check('s:mustUnderstand="1"', 'RequestServerVersion')).code).to.equal(
      'header_not_understood',
    );
  });

  it('looks at every header block', () => {
    const text = soap('<s:Header><a/><b s:mustUnderstand="0"/><c s:mustUnderstand="1"/></s:Header><s:Body/>');
    expect(refusalOf(() => assertUnderstood(read(text), isRequestServerVersion)).reply.body).to.contain(
      "The header 'c' from the namespace ''",
    );
  });
});
