import { expect } from 'chai';
import { DEFAULT_XML_LIMITS } from '../../../src/soap/xml-limits.ts';
import {
  actionNotSupported,
  bare,
  clientFault,
  deserializationFailed,
  destinationUnreachable,
  fault,
  internalServiceFault,
  mustUnderstand,
  serviceUnavailable,
} from '../../../src/soap/faults.ts';
import { createXmlParser } from '../../../src/soap/parse-xml.ts';

const parse = createXmlParser(DEFAULT_XML_LIMITS);
const faultstring = (body: string) => parse(body).getElementsByTagName('faultstring')[0]?.textContent;

describe('the faults', () => {
  it('have the layout of WCF', () => {
    expect(fault({ code: { ns: 'urn:x', name: 'Name' }, reason: 'a < b & c > d' })).to.deep.equal({
      status: 500,
      contentType: 'text/xml; charset=utf-8',
      body:
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>' +
        '<faultcode xmlns:a="urn:x">a:Name</faultcode>' +
        '<faultstring xml:lang="en-US">a &lt; b &amp; c &gt; d</faultstring></s:Fault></s:Body></s:Envelope>',
    });
  });

  it('take another prefix, status and headers', () => {
    const reply = fault({
      code: { prefix: 'z', ns: 'urn:x', name: 'N' },
      reason: '',
      status: 503,
      headers: { A: 'b' },
    });
    expect(reply.body).to.contain('<faultcode xmlns:z="urn:x">z:N</faultcode>');
    expect([reply.status, reply.headers]).to.deep.equal([503, { A: 'b' }]);
  });

  const none = 'http://schemas.microsoft.com/ws/2005/05/addressing/none';
  const dispatcher = 'http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher';
  const named = [
    [
      'actionNotSupported',
      actionNotSupported('urn:x'),
      `<faultcode xmlns:a="${none}">a:ActionNotSupported</faultcode>`,
    ],
    [
      'destinationUnreachable',
      destinationUnreachable('/x'),
      `<faultcode xmlns:a="${none}">a:DestinationUnreachable</faultcode>`,
    ],
    [
      'deserializationFailed',
      deserializationFailed(),
      `<faultcode xmlns:a="${dispatcher}">a:DeserializationFailed</faultcode>`,
    ],
    [
      'internalServiceFault',
      internalServiceFault(),
      `<faultcode xmlns:a="${dispatcher}">a:InternalServiceFault</faultcode>`,
    ],
    ['mustUnderstand', mustUnderstand('h', 'urn:h'), '<faultcode>s:MustUnderstand</faultcode>'],
    ['clientFault', clientFault('who?'), '<faultcode>s:Client</faultcode>'],
    ['serviceUnavailable', serviceUnavailable(1), '<faultcode>s:Server</faultcode>'],
  ] as const;
  for (const [name, reply, code] of named) {
    it(`name the right code: ${name}`, () => {
      expect(reply.body).to.contain(code);
      expect(reply.status).to.equal(name === 'serviceUnavailable' ? 503 : 500);
      expect(reply.contentType).to.equal('text/xml; charset=utf-8');
      parse(reply.body);
    });
  }

  it('say what WCF says', () => {
    expect(faultstring(actionNotSupported('').body)).to.equal(
      "The message with Action '' cannot be processed at the receiver, due to a ContractFilter mismatch at the " +
        'EndpointDispatcher. This may be because of either a contract mismatch (mismatched Actions between sender and ' +
        'receiver) or a binding/security mismatch between the sender and the receiver.  Check that sender and receiver ' +
        'have the same contract and the same binding (including security requirements, e.g. Message, Transport, None).',
    );
    expect(faultstring(mustUnderstand('h', 'urn:h').body)).to.match(
      /^The header 'h' from the namespace 'urn:h' was not understood by the recipient of this message, causing the message to not be processed\./,
    );
    expect(faultstring(internalServiceFault().body)).to.match(
      /due to an internal error\. {2}For more .* the <serviceDebug> configuration/,
    );
  });

  it('repeat what the caller sent escaped, without what XML cannot carry, and no more than a piece of it', () => {
    const sent = `<b>&"\u0000\u001b\ufffe\ud800${'x'.repeat(10_000)}`;
    for (const reply of [
      actionNotSupported(sent),
      destinationUnreachable(sent),
      mustUnderstand(sent, sent),
      clientFault(sent),
    ]) {
      expect(faultstring(reply.body)).to.contain('<b>&"\ufffd\ufffd\ufffd\ufffdxxx');
      expect(reply.body.length).to.be.lessThan(2000);
    }
  });

  it('do not cut a character in half', () => {
    expect(faultstring(clientFault(`${'x'.repeat(255)}\u{1f600}`).body)).to.not.match(
      /\ud83d(?![\udc00-\udfff])/,
    );
  });

  it('ask to come again in whole seconds', () => {
    expect(serviceUnavailable(29.2).headers).to.deep.equal({ 'Retry-After': '30' });
    expect(serviceUnavailable(-1).headers).to.deep.equal({ 'Retry-After': '0' });
  });
});

describe('bare', () => {
  it('is a status, a reason and headers where given, and nothing else', () => {
    expect(bare(400)).to.deep.equal({ status: 400, body: '' });
    expect(bare(415, 'Cannot process', { Allow: 'POST' })).to.deep.equal({
      status: 415,
      body: '',
      reason: 'Cannot process',
      headers: { Allow: 'POST' },
    });
  });
});
