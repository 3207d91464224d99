import { expect } from 'chai';
import fc from 'fast-check';
import type { Row, Table, Value } from '../../../src/mapping/table.ts';
import { createRowFitter, type UnfitRowError } from '../../../src/spool/fit-row.ts';
import { encodeValues, layoutOf } from '../../../src/spool/layout.ts';
import type { SpooledRow } from '../../../src/spool/spooled-row.ts';
import { defineTable, rowOf } from '../../support/rows.ts';

function spool(table: Table, row: Row): SpooledRow {
  return {
    seq: 1,
    mandator: 'PROD',
    rowKey: row.key,
    cameAt: 0,
    layout: layoutOf(table),
    body: encodeValues(table, row),
    setAsideAt: null,
    code: null,
    reason: null,
  };
}

describe('a row that comes out of the spool', () => {
  it('is the row that went in, whatever its types', () => {
    const table = defineTable(
      {
        Text: 'nvarchar(max)',
        Int: 'int',
        Big: 'bigint',
        Bit: 'bit',
        Time: 'datetime2(7)',
        Bytes: 'varbinary(max)',
        Fixed: 'binary(3)',
      },
      { key: ['Text', 'Big', 'Bytes'], digest: 'Digest' },
    );
    const orNull = (value: fc.Arbitrary<Value>): fc.Arbitrary<Value> => fc.option(value, { nil: null });
    const values = fc.tuple(
      orNull(fc.string({ unit: 'binary' })),
      orNull(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
      orNull(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
      orNull(fc.boolean()),
      orNull(fc.constant('2020-12-03T11:03:50.0000001Z')),
      orNull(fc.uint8Array()),
      orNull(fc.uint8Array({ minLength: 3, maxLength: 3 })),
    );
    const fit = createRowFitter(table);
    fc.assert(
      fc.property(values, (given) => {
        const row = rowOf(table, ...given);
        const fitted = fit(spool(table, row));
        expect(fitted.key).to.equal(row.key);
        expect(fitted.values.map(plain)).to.deep.equal(row.values.map(plain));
      }),
    );
  });

  const before = defineTable(
    { Name: 'nvarchar(10)', Count: 'int', Code: 'binary(2)', Time: 'datetime2(7)' },
    { key: ['Name'] },
  );
  const row = rowOf(before, 'room', 300, Uint8Array.of(0xab, 0xcd), '2020-12-03T11:03:50.1234567Z');
  const fitTo = (table: Table): Row => createRowFitter(table)(spool(before, row));

  it('finds its columns by name, whatever their order and case', () => {
    const table = defineTable(
      { TIME: 'datetime2(7)', CODE: 'binary(2)', COUNT: 'int', NAME: 'nvarchar(10)' },
      { key: ['NAME'] },
    );
    expect(fitTo(table).values.map(plain)).to.deep.equal(row.values.map(plain).reverse());
  });

  it('has NULL in columns that are new, its values in the types of today, and the key of today', () => {
    const table = defineTable(
      {
        Name: 'varchar(max)',
        New: 'int',
        Count: 'bigint',
        Code: 'varbinary(8)',
        Time: 'datetime2(3)',
      },
      { key: ['Name', 'Count'], digest: 'Digest' },
    );
    const expected = rowOf(table, 'room', null, 300n, Uint8Array.of(0xab, 0xcd), '2020-12-03T11:03:50.123Z');
    const fitted = fitTo(table);
    expect(fitted.key).to.equal(expected.key);
    expect(fitted.values.map(plain)).to.deep.equal(expected.values.map(plain));
  });

  const rest = { Count: 'int', Code: 'binary(2)', Time: 'datetime2(7)' };
  for (const [what, columns, reason] of [
    ['has no column any more', rest, 'no column "Name"'],
    ['is too long now', { ...rest, Name: 'nvarchar(3)' }, '"Name" is nvarchar(3) now: 4 characters'],
    ['is too large now', { ...rest, Name: 'nvarchar(10)', Count: 'tinyint' }, '"Count" is tinyint now'],
    ['is of no such type', { ...rest, Name: 'uniqueidentifier' }, '"Name" is uniqueidentifier now'],
  ] as const) {
    it(`is refused with the reason when a value ${what}`, () => {
      const failure = failureOf(() => fitTo(defineTable(columns)));
      expect(failure).to.include({ name: 'UnfitRowError', code: 'MAPPING' });
      expect(failure?.message).to.include(reason);
    });
  }

  it('does not miss a column that had no value', () => {
    const empty = rowOf(before, 'room', null, null, null);
    const fitted = createRowFitter(defineTable({ Name: 'nvarchar(10)' }))(spool(before, empty));
    expect(fitted.values).to.deep.equal(['room']);
  });

  for (const [what, damage] of [
    ['values are no JSON', { body: '["room"' }],
    ['values are not those of its columns', { body: '["room"]' }],
    ['values are no values', { body: '[{},1,"q80=","x"]' }],
    ['columns are no JSON', { layout: 'x' }],
    ['columns are no columns', { layout: '[1]' }],
  ] as const) {
    it(`is refused as unreadable when its ${what}`, () => {
      const failure = failureOf(() => createRowFitter(before)({ ...spool(before, row), ...damage }));
      expect(failure?.code).to.equal('UNREADABLE');
    });
  }
});

function plain(value: Value): unknown {
  return value instanceof Uint8Array ? `0x${Buffer.from(value).toString('hex')}` : value;
}

function failureOf(action: () => unknown): UnfitRowError | null {
  try {
    action();
    return null;
  } catch (error) {
    return error as UnfitRowError;
  }
}
