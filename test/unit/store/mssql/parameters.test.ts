import { expect } from 'chai';
import { TYPES } from 'tedious';
import { parseColumnType } from '../../../../src/mapping/column-type.ts';
import { parameterType, parameterValue } from '../../../../src/store/mssql/parameters.ts';

describe('parameters', () => {
  const declared: Readonly<Record<string, string>> = {
    'nvarchar(512)': 'nvarchar(512)',
    'nvarchar(4000)': 'nvarchar(4000)',
    'nvarchar(max)': 'nvarchar(max)',
    'varchar(8000)': 'varchar(8000)',
    'varchar(max)': 'varchar(max)',
    'nchar(10)': 'nchar(10)',
    'char(36)': 'char(36)',
    'binary(32)': 'binary(32)',
    'varbinary(100)': 'varbinary(100)',
    'varbinary(max)': 'varbinary(max)',
    'datetime2(0)': 'datetime2(0)',
    datetime2: 'datetime2(7)',
    datetime: 'datetime',
    int: 'int',
    bigint: 'bigint',
    smallint: 'smallint',
    tinyint: 'tinyint',
    bit: 'bit',
    uniqueidentifier: 'uniqueidentifier',
  };
  for (const [type, declaration] of Object.entries(declared)) {
    it(`are declared ${declaration} for a column of type ${type}, with a value and with NULL`, () => {
      const { type: dataType, options } = parameterType(parseColumnType(type));
      const { length, scale } = options;
      for (const value of [null, 'a text longer than the column']) {
        const parameter = {
          type: dataType,
          name: 'p',
          value,
          output: false,
          length,
          scale,
          precision: undefined,
        };
        expect(dataType.declaration(parameter)).to.equal(declaration);
      }
    });
  }

  it('keep all seven digits of a datetime2', () => {
    const type = parseColumnType('datetime2(7)');
    const value = parameterValue('2020-12-03T11:03:50.1234567Z', type) as Date & { nanosecondDelta: number };
    expect(value.toISOString()).to.equal('2020-12-03T11:03:50.123Z');
    expect(value.nanosecondDelta).to.equal(0.0004567);
  });

  it('read times without a fraction and of the year 1', () => {
    const value = (text: string): string =>
      (parameterValue(text, parseColumnType('datetime2(0)')) as Date).toISOString();
    expect(value('2020-12-03T11:03:50Z')).to.equal('2020-12-03T11:03:50.000Z');
    expect(value('0001-01-01T00:00:00Z')).to.equal('0001-01-01T00:00:00.000Z');
  });

  it('leave what looks like a time alone in a text column', () => {
    expect(parameterValue('2020-12-03T11:03:50Z', parseColumnType('nvarchar(30)'))).to.equal(
      '2020-12-03T11:03:50Z',
    );
  });

  it('turn bytes of any array into a buffer without what lies around them', () => {
    const bytes = new Uint8Array([9, 1, 2, 9]).subarray(1, 3);
    expect(parameterValue(bytes, parseColumnType('varbinary(10)'))).to.deep.equal(Buffer.from([1, 2]));
  });

  it('leave NULL, numbers and booleans as they are', () => {
    expect(parameterValue(null, { kind: 'int' })).to.equal(null);
    expect(parameterValue(2n ** 62n, { kind: 'bigint' })).to.equal(2n ** 62n);
    expect(parameterValue(false, { kind: 'bit' })).to.equal(false);
    expect(parameterType({ kind: 'bit' }).type).to.equal(TYPES.Bit);
  });
});
