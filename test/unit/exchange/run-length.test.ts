import { expect } from 'chai';
import fc from 'fast-check';
import { compressRuns } from '../../../src/exchange/run-length.ts';

function expand(bytes: Uint8Array): number[] {
  const out: number[] = [];
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    out.push(byte);
    if (bytes[index + 1] === byte) {
      out.push(byte, ...Array.from({ length: bytes[index + 2]! }, () => byte));
      index += 2;
    }
  }
  return out;
}

describe('compressRuns', () => {
  it('leaves bytes without pairs alone', () => {
    expect([...compressRuns(Uint8Array.of(1, 2, 1, 2))]).to.deep.equal([1, 2, 1, 2]);
  });

  it('counts what comes after a pair', () => {
    expect([...compressRuns(Uint8Array.of(7, 7, 0, 0, 0, 0, 0, 9))]).to.deep.equal([7, 7, 0, 0, 0, 3, 9]);
  });

  it('splits a run that a byte cannot count', () => {
    expect([...compressRuns(new Uint8Array(258))]).to.deep.equal([0, 0, 255, 0]);
  });

  it('can be undone, whatever the bytes', () => {
    const runs = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 600 })));
    fc.assert(
      fc.property(runs, (parts) => {
        const bytes = Uint8Array.from(
          parts.flatMap(([byte, length]) => new Array<number>(length).fill(byte)),
        );
        expect(expand(compressRuns(bytes))).to.deep.equal([...bytes]);
      }),
    );
  });
});
