import { expect } from 'chai';
import {
  changeKey,
  folderId,
  guidBytes,
  itemId,
  subscriptionId,
  watermark,
} from '../../../src/exchange/opaque-ids.ts';

/** The parts of the ids in the sample packet of the ROOMS operations guide. */
const SAMPLE = {
  mailbox: 'f3483959-36e0-4a10-8b42-9d3513c3f0d9',
  provider: '7e092c76-130a-47e1-850e-8619e646c915',
  replica: '045ec66e-dd47-4cd4-9dde-8c95eb824d88',
  folder: 0x10dn,
};

describe('opaque ids', () => {
  it('make the SubscriptionId of the sample packet from its parts', () => {
    const id = subscriptionId({
      server: 'db8pr01mb6485.eurprd01.prod.exchangelabs.com',
      subscription: 'f2572dc4-f090-4259-9ed0-f08214ad47e6',
      created: new Date('2020-12-03T10:56:56.001Z'),
      mailbox: SAMPLE.mailbox,
    });
    const bytes = Buffer.from(id, 'base64');
    const sample = Buffer.from(
      'LABkYjhwcjAxbWI2NDg1LmV1cnByZDAxLnByb2QuZXhjaGFuZ2VsYWJzLmNvbRAAAADELVfykPBZQp7Q8IIUrUfmCKn7JnqX2AgQAAAAWTlI8+A2EEqLQp01E8Pw2Q==',
      'base64',
    );
    const ticks = 2 + 44 + 4 + 16;
    expect(bytes.length).to.equal(sample.length);
    expect(bytes.subarray(0, ticks).equals(sample.subarray(0, ticks))).to.equal(true);
    expect(bytes.subarray(ticks + 8).equals(sample.subarray(ticks + 8))).to.equal(true);
    // A Date has milliseconds, ticks are 100 ns.
    const apart = bytes.readBigInt64LE(ticks) - sample.readBigInt64LE(ticks);
    expect(Math.abs(Number(apart))).to.be.lessThan(10_000_000);
  });

  it('leave the mailbox out of the older SubscriptionId', () => {
    const facts = { server: 'ex.example', subscription: SAMPLE.replica, created: new Date(0) };
    const bytes = Buffer.from(subscriptionId({ ...facts, mailbox: null }), 'base64');
    expect(bytes.length).to.equal(2 + 10 + 4 + 16 + 8);
    expect(bytes.readUInt16LE(0)).to.equal(10);
    expect(bytes.toString('ascii', 2, 12)).to.equal('ex.example');
    expect(bytes.readInt32LE(12)).to.equal(16);
    expect(bytes.subarray(16, 32).equals(guidBytes(SAMPLE.replica))).to.equal(true);
    expect(bytes.readBigInt64LE(32)).to.equal(621355968000000000n);
  });

  it('make the watermark of the sample packet', () => {
    expect(watermark('d3fd584c-8c5d-4a35-8ed0-551ca47920eb', 568926760n, true)).to.equal(
      'AQAAAExY/dNdjDVKjtBVHKR5IOsoIukhAAAAAAE=',
    );
  });

  it('mark the watermark that no event made', () => {
    const bytes = Buffer.from(watermark(SAMPLE.replica, 7n, false), 'base64');
    expect(bytes.length).to.equal(29);
    expect(bytes.readInt32LE(0)).to.equal(1);
    expect(bytes.readBigInt64LE(20)).to.equal(7n);
    expect(bytes[28]).to.equal(0);
  });

  it('make the folder ids of the sample packet', () => {
    const head =
      'AQMkAGYzNDgzOTU5LTM2ZTAtNGExMC04YjQyLTlkMzUxM2MzZjBkOQAuAAADdiwJfgoT4UeFDoYZ5kbJFQEAbsZeBEfd1Eyd3oyV64JNiAAAAgE';
    expect(folderId(SAMPLE)).to.equal(`${head}NAAAA`);
    expect(folderId({ ...SAMPLE, folder: 0x108n })).to.equal(`${head}IAAAA`);
  });

  it('make the item id of the sample packet', () => {
    expect(itemId({ ...SAMPLE, item: 0x0002_510a_ada2n })).to.equal(
      'AQMkAGYzNDgzOTU5LTM2ZTAtNGExMC04YjQyLTlkMzUxM2MzZjBkOQBGAAADdiwJfgoT4UeFDoYZ5kbJFQcAbsZeBEfd1Eyd3oyV64JNiAAAAgENAAAAbsZeBEfd1Eyd3oyV64JNiAACUQqtogAAAA==',
    );
  });

  it('stay uncompressed where compression would not shorten them', () => {
    const mailbox = 'aa3cdd59-ee11-4a22-8b33-9d44550066bb';
    const bytes = Buffer.from(itemId({ ...SAMPLE, mailbox, item: 0x0002_510a_ada2n }), 'base64');
    expect([...bytes.subarray(0, 4)]).to.deep.equal([0, 3, 36, 0]);
    expect(bytes.toString('ascii', 4, 40)).to.equal(mailbox);
    expect(bytes.length).to.equal(113);
  });

  it('make change keys of an object type', () => {
    expect([1, 2, 15].map(changeKey)).to.deep.equal(['AQAAAA==', 'AgAAAA==', 'DwAAAA==']);
  });
});
