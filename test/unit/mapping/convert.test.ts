import { expect } from 'chai';
import { parseColumnType } from '../../../src/mapping/column-type.ts';
import { convert, type XPathResult } from '../../../src/mapping/convert.ts';
import type { Value } from '../../../src/mapping/table.ts';

const good: readonly [type: string, result: XPathResult, value: Value][] = [
  ['nvarchar(5)', 'äöü€x', 'äöü€x'],
  ['nvarchar(5)', '', ''],
  ['nvarchar(max)', 'x'.repeat(10_000), 'x'.repeat(10_000)],
  ['nvarchar(5)', ' a b ', ' a b '],
  ['nvarchar(5)', true, 'true'],
  ['nvarchar(5)', 12, '12'],
  ['varchar(3)', 'abc', 'abc'],
  ['nchar(3)', 'ab', 'ab'],
  ['char(3)', 'abc', 'abc'],
  ['int', ' 9 ', 9],
  ['int', '-2147483648', -2_147_483_648],
  ['int', 7, 7],
  ['int', true, 1],
  ['smallint', '32767', 32_767],
  ['tinyint', '255', 255],
  ['bigint', '9223372036854775807', 9_223_372_036_854_775_807n],
  ['bigint', '+5', 5n],
  ['bit', 'true', true],
  ['bit', '1', true],
  ['bit', 'false', false],
  ['bit', ' 0 ', false],
  ['bit', false, false],
  ['bit', 1, true],
  ['datetime2(0)', '2020-12-03T11:03:50Z', '2020-12-03T11:03:50Z'],
  ['datetime2(7)', '2020-12-03T11:03:50.1234567Z', '2020-12-03T11:03:50.1234567Z'],
  ['datetime2(3)', '2020-12-03T11:03:50.1239Z', '2020-12-03T11:03:50.123Z'],
  ['datetime2(3)', '2020-12-03T00:30:00+01:00', '2020-12-02T23:30:00.000Z'],
  ['datetime2(3)', '2020-12-03T11:03:50', '2020-12-03T11:03:50.000Z'],
  ['datetime', '2020-02-29T11:03:50Z', '2020-02-29T11:03:50.000Z'],
  ['binary(4)', 'DwAAAA==', Uint8Array.of(15, 0, 0, 0)],
  ['varbinary(max)', '0x00fF', Uint8Array.of(0, 255)],
  ['varbinary(10)', '', new Uint8Array()],
  ['uniqueidentifier', '{f3483959-36e0-4a10-8b42-9d3513c3f0d9}', 'F3483959-36E0-4A10-8B42-9D3513C3F0D9'],
];

const bad: readonly [type: string, result: XPathResult, message: RegExp][] = [
  ['nvarchar(3)', 'abcd', /4 characters, and the column holds 3/],
  ['nvarchar(1)', '\u{1F600}', /2 characters/],
  ['int', '2147483648', /does not fit/],
  ['int', '1.5', /no whole number/],
  ['int', '', /no whole number/],
  ['tinyint', '-1', /does not fit/],
  ['bigint', '9223372036854775808', /does not fit/],
  ['bit', 'yes', /no boolean/],
  ['bit', 2, /no boolean/],
  ['datetime2(3)', '2021-02-29T00:00:00Z', /no date and time/],
  ['datetime2(3)', '2020-12-03', /no date and time/],
  ['datetime2(3)', '2020-12-03T24:00:00Z', /no date and time/],
  ['datetime2(3)', '0001-01-01T00:00:00+02:00', /outside the years/],
  ['binary(3)', 'DwAAAA==', /4 bytes, and the column holds 3/],
  ['binary(3)', 'no base64!', /neither base64 nor hex/],
  ['uniqueidentifier', 'f3483959', /no GUID/],
];

describe('convert', () => {
  for (const [type, result, value] of good) {
    it(`makes ${type} of ${JSON.stringify(result).slice(0, 40)}`, () => {
      expect(convert(result, parseColumnType(type))).to.deep.equal(value);
    });
  }
  for (const [type, result, message] of bad) {
    it(`refuses ${JSON.stringify(result)} for ${type}`, () => {
      expect(() => convert(result, parseColumnType(type))).to.throw(RangeError, message);
    });
  }
  it('makes NULL of what is absent, whatever the type', () => {
    for (const type of ['nvarchar(5)', 'int', 'bit', 'datetime2(3)', 'binary(3)', 'uniqueidentifier']) {
      expect(convert(null, parseColumnType(type))).to.equal(null);
    }
  });
});
