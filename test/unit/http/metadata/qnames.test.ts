import type { Document, Element } from '@xmldom/xmldom';
import { expect } from 'chai';
import { metadataDocument } from '../../../../src/http/metadata/metadata-document.ts';
import { NS, SEND_NOTIFICATION_ACTION } from '../../../../src/soap/namespaces.ts';
import { parseStrictly } from '../../../support/parse-strictly.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema';
const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const WSDL_SOAP = 'http://schemas.xmlsoap.org/wsdl/soap/';

/** Built-in types of XML Schema that the documents may name. */
const BUILT_IN = ['string', 'boolean', 'int', 'dateTime'].map((name) => `{${XSD}}${name}`);

function elements(documents: readonly Document[]): Element[] {
  return documents.flatMap((document) => [...document.getElementsByTagNameNS('*', '*')]);
}

/** What is defined at the top of a schema or description, as `{namespace}name`. */
function definedNames(documents: readonly Document[]): string[] {
  return elements(documents).flatMap((element) => {
    const parent = element.parentElement;
    const isTopLevel = parent?.localName === 'schema' || parent?.localName === 'definitions';
    const name = element.getAttribute('name');
    return isTopLevel && name !== null ? [`{${parent.getAttribute('targetNamespace') ?? ''}}${name}`] : [];
  });
}

/** The attributes that hold a qualified name: where they stand, and what they name. */
function referredNames(documents: readonly Document[]): string[] {
  return elements(documents).flatMap((element) =>
    ['type', 'base', 'ref', 'element', 'message', 'binding'].flatMap((attribute) => {
      const value = element.getAttribute(attribute);
      if (value === null || value.includes('://')) {
        return [];
      }
      const [prefix, name] = value.split(':');
      return [`{${element.lookupNamespaceURI(prefix ?? '') ?? 'unbound'}}${name ?? ''}`];
    }),
  );
}

function load(...queries: string[]): Document[] {
  return queries.map((query) => parseStrictly(metadataDocument(query, 'http://localhost/x.svc')!.body));
}

describe('names in the metadata documents', () => {
  for (const queries of [['wsdl', 'xsd=xsd0', 'xsd=xsd1'], ['singleWsdl'], ['xsd=xsd0', 'xsd=xsd1']]) {
    it(`all lead to a definition in ${queries.join(', ')}`, () => {
      const documents = load(...queries);
      const referred = referredNames(documents);
      expect(referred).to.have.length.above(30);
      expect([...BUILT_IN, ...definedNames(documents)]).to.include.members(referred);
    });
  }

  it('define all of the contract’s eight kinds of events', () => {
    const [schema] = load('xsd=xsd1');
    const choices = [...schema!.getElementsByTagNameNS(XSD, 'choice')];
    const events = choices.find((choice) => choice.getAttribute('maxOccurs') === 'unbounded');
    const kinds = [...events!.getElementsByTagNameNS(XSD, 'element')].map((kind) =>
      kind.getAttribute('name'),
    );
    expect(kinds).to.have.members([
      ...['CopiedEvent', 'CreatedEvent', 'DeletedEvent', 'ModifiedEvent'],
      ...['MovedEvent', 'NewMailEvent', 'StatusEvent', 'FreeBusyChangedEvent'],
    ]);
  });

  it('describe one document/literal operation with the contract’s action', () => {
    for (const document of load('wsdl', 'singleWsdl')) {
      const operations = [...document.getElementsByTagNameNS(WSDL_SOAP, 'operation')];
      expect(operations.map((operation) => operation.getAttribute('soapAction'))).to.deep.equal([
        SEND_NOTIFICATION_ACTION,
      ]);
      expect(operations[0]?.getAttribute('style')).to.equal('document');
      const parts = [...document.getElementsByTagNameNS(WSDL, 'part')];
      expect(parts.map((part) => part.getAttribute('element'))).to.deep.equal([
        ...['m:SendNotification', 't:RequestServerVersion', 'm:SendNotificationResult'],
      ]);
      expect(document.documentElement?.lookupNamespaceURI('m')).to.equal(NS.messages);
      expect(document.documentElement?.lookupNamespaceURI('t')).to.equal(NS.types);
    }
  });
});
