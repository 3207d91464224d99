import { expect } from 'chai';
import { didYouMean } from '../../../src/config/did-you-mean.ts';

describe('didYouMean', () => {
  for (const [name, candidates, expected] of [
    ['maxBodySize', ['maxDepth', 'maxBodyBytes'], 'maxBodyBytes'],
    ['PORD', ['TEST', 'PROD'], 'PROD'],
    ['STORE', ['store'], 'store'],
    ['xyzzy', ['port', 'host'], null],
    ['a', [], null],
  ] as const) {
    it(`thinks that ${name} among ${candidates.join(', ') || 'nothing'} is ${expected ?? 'nothing'}`, () => {
      expect(didYouMean(name, candidates)).to.equal(expected);
    });
  }
});
