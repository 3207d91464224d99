import { NS } from '../../src/soap/namespaces.ts';
import { describeTable, type Expected, type TableCase } from '../support/wcf-table.ts';
import { sample } from '../support/post.ts';

const SEED = sample('seed-packet.xml').toString();
const NOT_READ: Expected = {
  fault: 'dispatcher:DeserializationFailed',
  text: 'The formatter threw an exception while trying to deserialize the message',
};

function replaced(name: string, from: string | RegExp, to: string, expected: Expected): TableCase {
  const body = SEED.replace(from, to);
  if (body === SEED) {
    throw new Error(`nothing was replaced for "${name}"`);
  }
  return [name, { body }, expected];
}

function bodyOf(content: string): string {
  return `<s:Envelope xmlns:s="${NS.soap11}"><s:Body>${content}</s:Body></s:Envelope>`;
}

const header = (attributes: string): string =>
  `<soap11:Header><x:Security xmlns:x="urn:x" ${attributes} /></soap11:Header>`;
const NOT_UNDERSTOOD: Expected = {
  fault: 'soap:MustUnderstand',
  text:
    "The header 'Security' from the namespace 'urn:x' was not understood by the recipient of this message, " +
    'causing the message to not be processed',
};
const HEADER = /<soap11:Header>.*?<\/soap11:Header>/;
const VERSION = ' Version="Exchange2010"';

describeTable('a message that cannot be read', [
  ['an empty body', { body: '' }, { bare: 400 }],
  ['an empty body of another type', { body: '', headers: { 'Content-Type': 'text/plain' } }, { bare: 400 }],
  ['an empty body without a type', { body: '', headers: { 'Content-Type': null } }, { bare: 400 }],
  [
    'an empty chunked body',
    { body: '', chunkSize: 1, headers: { 'Transfer-Encoding': 'chunked' } },
    { bare: 400 },
  ],
  ['no XML', { body: 'hello' }, { bare: 400 }],
  ['white space only', { body: ' \r\n' }, { bare: 400 }],
  ['white space before the declaration', { body: ` ${SEED}` }, { bare: 400 }],
  replaced('XML 1.1', 'version="1.0"', 'version="1.1"', { bare: 400 }),
  replaced('a processing instruction first', '?><', '?><?pi?><', { bare: 400 }),
  replaced('a document type declaration', '?><', '?><!DOCTYPE a><', { bare: 400 }),
  replaced('an end tag missing in the payload', '</t:SubscriptionId>', '', { bare: 400 }),
  replaced('an end tag missing before the body', '</soap11:Header>', '', { bare: 400 }),
  ['cut short', { body: SEED.slice(0, -10) }, { bare: 400 }],
  ['two roots', { body: `${SEED}<a/>` }, { bare: 400 }],
  ['text after the root', { body: `${SEED}x` }, { bare: 400 }],
  ['another root', { body: '<a/>' }, { bare: 400 }],
  ['an envelope without a Body', { body: `<s:Envelope xmlns:s="${NS.soap11}"/>` }, { bare: 400 }],
  replaced('a SOAP 1.2 envelope', NS.soap11, NS.soap12, { bare: 400 }),
]);

describeTable('a message that is none of ours', [
  ['an empty Body', { body: bodyOf('') }, NOT_READ],
  ['another payload', { body: bodyOf(`<Other xmlns="${NS.messages}"/>`) }, NOT_READ],
  ['the payload in another namespace', { body: bodyOf('<SendNotification xmlns="urn:x"/>') }, NOT_READ],
  ['the payload in no namespace', { body: bodyOf('<SendNotification/>') }, NOT_READ],
  ['a payload without messages', { body: bodyOf(`<SendNotification xmlns="${NS.messages}"/>`) }, NOT_READ],
  replaced('a notification without events', /<t:ModifiedEvent>.*<\/t:ModifiedEvent>/, '', NOT_READ),
  replaced('a notification in the types namespace', /m:Notification>/g, 't:Notification>', NOT_READ),
]);

const OUR_ERROR: Expected = {
  fault: 'dispatcher:InternalServiceFault',
  text: 'The server was unable to process the request due to an internal error.',
};

describeTable('a message that does not fit the table', [
  replaced('an id that is too long', /(?<=ItemId Id=")/, 'x'.repeat(512), OUR_ERROR),
  replaced('a time that is none', '2020-12-03T11:03:50Z', 'yesterday', OUR_ERROR),
  replaced('a flag that is none', '>false<', '>no<', OUR_ERROR),
]);

describeTable('mustUnderstand', [
  replaced('1', HEADER, header('soap11:mustUnderstand="1"'), NOT_UNDERSTOOD),
  replaced('true', HEADER, header('soap11:mustUnderstand="true"'), NOT_UNDERSTOOD),
  replaced(
    '1 for an actor',
    HEADER,
    header('soap11:mustUnderstand="1" soap11:actor="urn:y"'),
    NOT_UNDERSTOOD,
  ),
  replaced('0', HEADER, header('soap11:mustUnderstand="0"'), 'OK'),
  replaced('false', HEADER, header('soap11:mustUnderstand="false"'), 'OK'),
  replaced('absent', HEADER, header(''), 'OK'),
  replaced("not SOAP's attribute", HEADER, header('mustUnderstand="1"'), 'OK'),
  replaced('1 on RequestServerVersion', VERSION, `${VERSION} soap11:mustUnderstand="1"`, 'OK'),
  replaced(
    '1 on RequestServerVersion of the messages namespace',
    't:RequestServerVersion',
    'm:RequestServerVersion soap11:mustUnderstand="1"',
    'OK',
  ),
  replaced('an unknown version', VERSION, ' Version="Exchange2099_SP9"', 'OK'),
  replaced('no Header', HEADER, '', 'OK'),
]);

describeTable(
  'what is checked first',
  [
    ['no body before the type', { body: '', headers: { 'Content-Type': 'a/b' } }, { bare: 400 }],
    [
      'the type before the size',
      { body: 'x'.repeat(3000), headers: { 'Content-Type': 'a/b' } },
      { bare: 415 },
    ],
    ['the size before the envelope', { body: 'x'.repeat(3000) }, { bare: 413 }],
    ['the envelope before the action', { body: 'x', headers: { SOAPAction: 'x' } }, { bare: 400 }],
    [
      'the action before the payload',
      { body: bodyOf(''), headers: { SOAPAction: 'x' } },
      { fault: 'none:ActionNotSupported', text: "'x'" },
    ],
    [
      'the payload before the headers',
      { body: bodyOf('').replace('<s:Body>', `<s:Header><x s:mustUnderstand="1"/></s:Header><s:Body>`) },
      NOT_READ,
    ],
  ],
  { SYNC_MAX_BODY_BYTES: '2500' },
);
