import { expect } from 'chai';
import { md4 } from '../../../../support/tds-server/wire/md4.ts';

describe('MD4', () => {
  // Test suite of RFC 1320, A.5.
  const vectors = {
    '': '31d6cfe0d16ae931b73c59d7e0c089c0',
    a: 'bde52cb31de33e46245e05fbdbd6fb24',
    'message digest': 'd9130a8164549fe818874806e1c7014b',
    ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789: '043f8582f241db351ce627e153e7f0e4',
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890':
      'e33b4ddc9c38f2199c3e7b164fcc0536',
  };
  for (const [text, digest] of Object.entries(vectors)) {
    it(`of "${text}" is ${digest}`, () => {
      expect(md4(Buffer.from(text)).toString('hex')).to.equal(digest);
    });
  }
});
