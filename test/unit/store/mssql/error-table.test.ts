import { expect } from 'chai';
import {
  CONNECTION_STAYS,
  DUPLICATE_KEY,
  KNOWN_ERRORS,
  knownError,
  LOGIN_REFUSED,
} from '../../../../src/store/mssql/error-table.ts';
import type { StoreErrorClass } from '../../../../src/store/store-error.ts';

const EXPECTED: Readonly<Record<StoreErrorClass, readonly number[]>> = {
  transient: [
    233, 596, 701, 976, 978, 983, 1101, 1105, 1204, 1205, 1222, 3906, 3960, 3989, 6005, 8645, 9001, 9002,
    10928, 10929, 17142, 40143, 40197, 40501, 40540, 40613, 49918, 49919, 49920,
  ],
  credentials: [229, 230, 262, 916, 4060, 18450, 18452, 18456, 18470, 18486, 18487, 18488],
  schema: [102, 206, 207, 208, 213, 257, 271, 402, 544, 8180],
  data: [220, 241, 242, 245, 515, 547, 2601, 2627, 2628, 3609, 8114, 8115, 8152],
};

describe('the table of SQL Server errors', () => {
  for (const [errorClass, numbers] of Object.entries(EXPECTED)) {
    it(`classes ${numbers.join(', ')} as ${errorClass}`, () => {
      expect(numbers.filter((number) => KNOWN_ERRORS[number]?.class !== errorClass)).to.deep.equal([]);
    });
  }

  it('has advice for every number', () => {
    expect(Object.values(KNOWN_ERRORS).filter(({ advice }) => advice.length < 20)).to.deep.equal([]);
  });

  it("takes numbers it does not know for the server's when severe, for a person's when not", () => {
    expect(knownError(12_345, 17).class).to.equal('transient');
    expect(knownError(12_345, 16).class).to.equal('schema');
    expect(knownError(12_345, null).class).to.equal('schema');
  });

  it("takes what a trigger raises for the row's fault", () => {
    expect(knownError(50_000, 16).class).to.equal('data');
  });

  it('names only known numbers in its lists', () => {
    const listed = [...CONNECTION_STAYS, ...DUPLICATE_KEY, ...LOGIN_REFUSED]
      .map(Number)
      .filter((number) => !Number.isNaN(number));
    expect(listed.filter((number) => KNOWN_ERRORS[number] === undefined)).to.deep.equal([]);
  });
});
