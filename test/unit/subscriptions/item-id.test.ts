import { expect } from 'chai';
import { folderId, itemId } from '../../../src/exchange/opaque-ids.ts';
import { mailboxOfItemId } from '../../../src/subscriptions/item-id.ts';

const STORE = {
  provider: '0a092c76-130a-47e1-850e-8619e646c915',
  replica: '045ec66e-df47-4cd4-9dde-8c95eb824d88',
  folder: 0x10dn,
};

describe('mailboxOfItemId', () => {
  it('finds the mailbox of the sample packet', () => {
    const calendar =
      'AQMkAGYzNDgzOTU5LTM2ZTAtNGExMC04YjQyLTlkMzUxM2MzZjBkOQAuAAADdiwJfgoT4UeFDoYZ5kbJFQEAbsZeBEfd1Eyd3oyV64JNiAAAAgENAAAA';
    expect(mailboxOfItemId(calendar)).to.equal('f3483959-36e0-4a10-8b42-9d3513c3f0d9');
  });

  for (const mailbox of [
    '00000000-1111-2222-aaaa-333333333333',
    'f3483959-36e0-4a10-8b42-9d3513c3f0d9',
    'aabbccdd-eeff-0011-2233-445566778899',
    'abcabcab-cabc-abca-bcab-cabcabcabcab',
  ]) {
    it(`finds ${mailbox} in items and folders, whether compressed or not`, () => {
      expect(mailboxOfItemId(itemId({ ...STORE, mailbox, item: 5n }))).to.equal(mailbox);
      expect(mailboxOfItemId(folderId({ ...STORE, mailbox }))).to.equal(mailbox);
    });
  }

  it('knows no mailbox for ids of other layouts', () => {
    for (const id of [
      null,
      '',
      'AAMk',
      'A'.repeat(60),
      '/'.repeat(80),
      'AQMk'.repeat(30),
      'x'.repeat(5000),
    ]) {
      expect(mailboxOfItemId(id)).to.equal(null);
    }
  });
});
