import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom } from '../../../src/exchange/random.ts';
import { createRowExtractor } from '../../../src/mapping/extract-rows.ts';
import { loadMapping } from '../../../src/mapping/load-mapping.ts';
import { readSendNotification } from '../../../src/mapping/read-send-notification.ts';
import { decodeBody } from '../../../src/soap/decode-body.ts';
import { createXmlParser } from '../../../src/soap/parse-xml.ts';
import { readEnvelope } from '../../../src/soap/read-envelope.ts';
import { DEFAULT_XML_LIMITS } from '../../../src/soap/xml-limits.ts';
import { readSubscriptionId } from '../../../src/subscriptions/subscription-id.ts';
import { envelopeModel, toRows, toXml } from '../../support/notification-model.ts';
import { writeOddXml } from '../../support/odd-xml.ts';

interface Encoding {
  readonly name: string;
  readonly charset: string | null;
  /** Highest code point it can hold. */
  readonly last: number;
  readonly encode: (text: string) => Buffer;
}

const declared = (name: string, text: string): string => `<?xml version="1.0" encoding='${name}' ?>\n${text}`;
const ALL = 0x10ffff;

const ENCODINGS: readonly Encoding[] = [
  { name: 'UTF-8', charset: null, last: ALL, encode: (text) => Buffer.from(text) },
  { name: 'UTF-8 with mark', charset: 'utf-8', last: ALL, encode: (text) => Buffer.from(`\ufeff${text}`) },
  {
    name: 'UTF-8 by declaration',
    charset: 'UTF-8',
    last: ALL,
    encode: (text) => Buffer.from(declared('utf-8', text)),
  },
  {
    name: 'UTF-16 with mark',
    charset: 'utf-16',
    last: ALL,
    encode: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  },
  {
    name: 'UTF-16BE with mark',
    charset: null,
    last: ALL,
    encode: (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  },
  {
    name: 'UTF-16LE by charset',
    charset: 'utf-16LE',
    last: ALL,
    encode: (text) => Buffer.from(text, 'utf16le'),
  },
  {
    name: 'UTF-16BE by declaration',
    charset: null,
    last: ALL,
    encode: (text) => Buffer.from(declared('UTF-16', text), 'utf16le').swap16(),
  },
  {
    name: 'ISO-8859-1',
    charset: null,
    last: 0xff,
    encode: (text) => Buffer.from(declared('ISO-8859-1', text), 'latin1'),
  },
  { name: 'US-ASCII', charset: 'us-ascii', last: 0x7f, encode: (text) => Buffer.from(text, 'latin1') },
];

const FACTS = {
  mandator: 'Default',
  receivedAt: '2024-05-01T08:00:00.000Z',
  remoteAddress: null,
  requestId: 'test',
};

describe('what is read of a message', () => {
  it('is what was written, however it was written', async () => {
    const mapping = await loadMapping(undefined);
    const parse = createXmlParser(DEFAULT_XML_LIMITS);
    const extract = createRowExtractor(mapping, readSubscriptionId);
    const read = (bytes: Buffer, charset: string | null): unknown[] => {
      const { envelope, payload } = readEnvelope(parse(decodeBody(bytes, charset)));
      return extract(envelope, readSendNotification(payload), FACTS).map(({ values, key }) => {
        const row = Object.fromEntries(mapping.table.columns.map(({ name }, index) => [name, values[index]]));
        const { EventKey, ...rest } = row;
        expect(EventKey).to.deep.equal(Buffer.from(key, 'hex'));
        return rest;
      });
    };

    fc.assert(
      fc.property(envelopeModel, fc.constantFrom(...ENCODINGS), fc.string(), (model, encoding, seed) => {
        const text = writeOddXml(toXml(model), createRandom(seed), encoding.last);

        expect(read(encoding.encode(text), encoding.charset)).to.deep.equal(toRows(model, FACTS));
      }),
      { numRuns: 400 },
    );
  });

  it('has the same keys, however it was written', async () => {
    const mapping = await loadMapping(undefined);
    const parse = createXmlParser(DEFAULT_XML_LIMITS);
    const extract = createRowExtractor(mapping, readSubscriptionId);
    const keys = (text: string): string[] => {
      const { envelope, payload } = readEnvelope(parse(text));
      return extract(envelope, readSendNotification(payload), FACTS).map(({ key }) => key);
    };

    fc.assert(
      fc.property(envelopeModel, fc.string(), fc.string(), (model, one, other) => {
        const written = [one, other].map((seed) => writeOddXml(toXml(model), createRandom(seed), ALL));

        expect(keys(written[0]!)).to.deep.equal(keys(written[1]!));
      }),
      { numRuns: 100 },
    );
  });
});
