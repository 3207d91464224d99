import { expect } from 'chai';
import fc from 'fast-check';
import { metadataDocument } from '../../../../src/http/metadata/metadata-document.ts';
import { parseStrictly } from '../../../support/parse-strictly.ts';

const ADDRESS = 'https://rooms.example.com/Webservices/SyncNotification.svc';
const WSDL_SOAP = 'http://schemas.xmlsoap.org/wsdl/soap/';

function render(query: string, baseUrl = ADDRESS): string {
  const document = metadataDocument(query, baseUrl);
  expect(document, query).to.have.property('contentType', 'text/xml; charset=UTF-8');
  return document!.body;
}

function location(query: string, baseUrl = ADDRESS): string | null | undefined {
  const addresses = parseStrictly(render(query, baseUrl)).getElementsByTagNameNS(WSDL_SOAP, 'address');
  expect(addresses).to.have.length(1);
  return addresses.item(0)?.getAttribute('location');
}

describe('metadataDocument', () => {
  for (const query of ['wsdl', 'singleWsdl', 'xsd=xsd0', 'xsd=xsd1', 'disco']) {
    it(`answers ?${query} in any case and behind any token`, () => {
      const body = render(query);
      expect(render(query.toUpperCase())).to.equal(body);
      expect(render(query.toLowerCase())).to.equal(body);
      expect(render(`key=value&${query}`)).to.equal(body);
      expect(render(`&${query}&`)).to.equal(body);
    });
  }

  for (const query of [
    '',
    'Default',
    'wsdl=',
    'wsdl=wsdl0',
    'wsdls',
    'xsd',
    'xsd=xsd2',
    'xsd=',
    'discos',
    'a&b',
    'toString',
  ]) {
    it(`leaves ?${query} to the help page`, () => {
      expect(metadataDocument(query, ADDRESS)).to.equal(null);
    });
  }

  it('sends clients to the address without a query where none names a mandator', () => {
    expect(location('wsdl')).to.equal(ADDRESS);
    expect(location('singleWsdl')).to.equal(ADDRESS);
    expect(location('wsdl&Default')).to.equal(ADDRESS);
    expect(location('key=value&wsdl')).to.equal(ADDRESS);
  });

  it('sends clients to the mandator that the first token names', () => {
    expect(location('Default&wsdl')).to.equal(`${ADDRESS}?Default`);
    expect(location('Z%C3%BCrich%26Bern&singleWsdl')).to.equal(`${ADDRESS}?Z%C3%BCrich%26Bern`);
  });

  it('imports the schemas from the service itself', () => {
    expect(render('wsdl')).to.include(`schemaLocation="${ADDRESS}?xsd=xsd0"`);
    expect(render('wsdl')).to.include(`schemaLocation="${ADDRESS}?xsd=xsd1"`);
    expect(render('xsd=xsd0')).to.include(`schemaLocation="${ADDRESS}?xsd=xsd1"`);
    expect(render('singleWsdl')).not.to.include('schemaLocation');
  });

  it('points the discovery document at the description', () => {
    expect(render('disco')).to.include(`ref="${ADDRESS}?wsdl" docRef="${ADDRESS}"`);
  });

  it('keeps a hostile address and mandator inside their attribute', () => {
    const address = `https://rooms.example.com/"/><x a='&`;
    expect(location('wsdl', address)).to.equal(address);
    expect(location(`"/><x>\u0001 &wsdl`)).to.equal(`${ADDRESS}?%22/%3E%3Cx%3E%01%20`);
  });

  it('is well-formed for any mandator', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const mandator = name.replaceAll(/[&=]/g, '');
        const sent = location(`${mandator}&wsdl`);
        expect(sent).to.match(/^https:[\w\-.~!$'()*+,;:@/?%]+$/);
        fc.pre(mandator !== '' && !mandator.includes('%') && metadataDocument(mandator, ADDRESS) === null);
        expect(decodeURIComponent(sent!.slice(ADDRESS.length + 1))).to.equal(mandator.toWellFormed());
      }),
    );
  });
});
