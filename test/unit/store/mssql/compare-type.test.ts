import { expect } from 'chai';
import { parseColumnType } from '../../../../src/mapping/column-type.ts';
import { compareType, type TypeVerdict } from '../../../../src/store/mssql/compare-type.ts';
import { columnFacts } from '../../../support/table-facts.ts';

type Fit = TypeVerdict['fit'];

/** What the mapping says, what the column is, how that fits, and how where the key is looked up by the column. */
const cases: readonly [mapped: string, column: string, fit: Fit, compared: Fit][] = [
  ['nvarchar(512)', 'nvarchar(512)', 'same', 'same'],
  ['nvarchar(max)', 'nvarchar(max)', 'same', 'same'],
  ['nvarchar(512)', 'nvarchar(max)', 'harmless', 'harmless'],
  ['nvarchar(512)', 'nvarchar(600)', 'harmless', 'harmless'],
  ['nvarchar(512)', 'nvarchar(511)', 'wrong', 'wrong'],
  ['nvarchar(max)', 'nvarchar(4000)', 'wrong', 'wrong'],
  ['nvarchar(32)', 'varchar(32)', 'harmless', 'harmless'],
  ['nvarchar(33)', 'varchar(32)', 'wrong', 'wrong'],
  ['varchar(32)', 'nvarchar(32)', 'harmless', 'harmless'],
  ['nvarchar(32)', 'nchar(32)', 'harmless', 'wrong'],
  ['nchar(32)', 'nchar(32)', 'same', 'same'],
  ['nchar(32)', 'nvarchar(32)', 'harmless', 'harmless'],
  ['nvarchar(max)', 'ntext', 'harmless', 'wrong'],
  ['nvarchar(max)', 'xml', 'wrong', 'wrong'],
  ['nvarchar(50)', 'uniqueidentifier', 'wrong', 'wrong'],
  ['nvarchar(50)', 'int', 'wrong', 'wrong'],
  ['nvarchar(50)', 'datetime', 'wrong', 'wrong'],
  ['uniqueidentifier', 'uniqueidentifier', 'same', 'same'],
  ['uniqueidentifier', 'nvarchar(36)', 'wrong', 'wrong'],
  ['binary(32)', 'binary(32)', 'same', 'same'],
  ['binary(32)', 'binary(64)', 'harmless', 'wrong'],
  ['binary(32)', 'binary(16)', 'wrong', 'wrong'],
  ['binary(32)', 'varbinary(32)', 'harmless', 'harmless'],
  ['varbinary(32)', 'binary(32)', 'harmless', 'wrong'],
  ['varbinary(max)', 'image', 'harmless', 'wrong'],
  ['binary(32)', 'nvarchar(64)', 'wrong', 'wrong'],
  ['datetime2(3)', 'datetime2(3)', 'same', 'same'],
  ['datetime2(3)', 'datetime2(7)', 'harmless', 'harmless'],
  ['datetime2(3)', 'datetime2(0)', 'harmless', 'wrong'],
  ['datetime2(3)', 'datetime', 'harmless', 'wrong'],
  ['datetime2(2)', 'datetime', 'harmless', 'harmless'],
  ['datetime', 'datetime', 'same', 'same'],
  ['datetime', 'datetime2(3)', 'harmless', 'wrong'],
  ['datetime2(3)', 'datetimeoffset(7)', 'harmless', 'wrong'],
  ['datetime2(3)', 'smalldatetime', 'harmless', 'wrong'],
  ['datetime2(3)', 'date', 'harmless', 'wrong'],
  ['datetime2(3)', 'time(3)', 'wrong', 'wrong'],
  ['datetime2(3)', 'nvarchar(30)', 'wrong', 'wrong'],
  ['int', 'int', 'same', 'same'],
  ['int', 'bigint', 'harmless', 'harmless'],
  ['int', 'smallint', 'wrong', 'wrong'],
  ['int', 'bit', 'wrong', 'wrong'],
  ['bit', 'int', 'harmless', 'harmless'],
  ['int', 'decimal(19,0)', 'harmless', 'harmless'],
  ['int', 'decimal(9,2)', 'wrong', 'wrong'],
  ['int', 'float', 'wrong', 'wrong'],
  ['bit', 'nvarchar(5)', 'wrong', 'wrong'],
];

describe('compareType', () => {
  for (const [mapped, column, fit, compared] of cases) {
    it(`takes ${mapped} in a column ${column} for ${fit}${compared === fit ? '' : `, as part of the key for ${compared}`}`, () => {
      const facts = columnFacts('A', column);
      const verdicts = [false, true].map((isKey) => compareType(parseColumnType(mapped), facts, isKey));
      expect(verdicts.map((verdict) => verdict.fit)).to.deep.equal([fit, compared]);
      expect(verdicts.every((verdict) => (verdict.why === '') === (verdict.fit === 'same'))).to.equal(true);
    });
  }
});
