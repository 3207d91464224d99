import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { keyDigest } from '../../../src/mapping/key-digest.ts';

describe('keyDigest', () => {
  it('keeps its form, because digests stand in tables for years', () => {
    const written = '1:a;-;0:;1:1;1:7;2:é\u{10ffff};'.replace('2:é\u{10ffff}', '3:é\u{10ffff}') + '4:00ff;';
    const values = ['a', null, '', true, 7, 'é\u{10ffff}', Uint8Array.of(0, 255)];
    const expected = createHash('sha256').update(written, 'utf8').digest('hex');
    expect(keyDigest(values, [0, 1, 2, 3, 4, 5, 6])).to.equal(expected);
  });

  it('differs for different keys, however their values are cut', () => {
    const key = fc.array(fc.option(fc.string({ unit: fc.constantFrom('a', ';', ':', '-', '1') })), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(key, key, (left, right) => {
        const same = left.every((value, index) => value === right[index]);
        expect(keyDigest(left, [0, 1, 2]) === keyDigest(right, [0, 1, 2])).to.equal(same);
      }),
    );
  });

  it('looks at the key columns only, in their order', () => {
    expect(keyDigest(['a', 'x', 'b'], [0, 2])).to.equal(keyDigest(['a', 'y', 'b'], [0, 2]));
    expect(keyDigest(['a', 'b'], [0, 1])).to.not.equal(keyDigest(['a', 'b'], [1, 0]));
  });
});
