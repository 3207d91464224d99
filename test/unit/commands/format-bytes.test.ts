import { expect } from 'chai';
import { formatBytes } from '../../../src/commands/format-bytes.ts';

describe('a size for people', () => {
  for (const [bytes, text] of [
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [1.5 * 1024 ** 2, '1.5 MiB'],
    [252 * 1024 ** 3, '252 GiB'],
    [3 * 1024 ** 4, '3.0 TiB'],
    [5000 * 1024 ** 4, '5000 TiB'],
  ] as const) {
    it(`is ${text} for ${bytes} bytes`, () => {
      expect(formatBytes(bytes)).to.equal(text);
    });
  }
});
