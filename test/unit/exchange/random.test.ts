import { expect } from 'chai';
import { createRandom } from '../../../src/exchange/random.ts';

describe('createRandom', () => {
  it('repeats itself for the same seed', () => {
    const draw = (): unknown[] => {
      const random = createRandom('seed');
      return [random.uint32(), random.below(1000), random.guid()];
    };
    expect(draw()).to.deep.equal(draw());
  });

  it('shares nothing between seeds that look alike', () => {
    const guids = Array.from({ length: 500 }, (_, index) => createRandom(`seed/${index}`).guid());
    expect(new Set(guids).size).to.equal(500);
  });

  it('stays below the limit and reaches every number', () => {
    const random = createRandom('limit');
    const seen = new Set(Array.from({ length: 500 }, () => random.below(5)));
    expect([...seen].sort()).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('gives version 4 GUIDs', () => {
    const random = createRandom('guid');
    for (let index = 0; index < 50; index++) {
      expect(random.guid()).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});
