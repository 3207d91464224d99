import { expect } from 'chai';
import { parseColumnType } from '../../../../src/mapping/column-type.ts';
import type { Table } from '../../../../src/mapping/table.ts';
import { sameKeyCondition } from '../../../../src/store/mssql/same-key.ts';

function tableOf(columns: Readonly<Record<string, string>>, rest: Partial<Table> = {}): Table {
  return {
    schema: 'dbo',
    name: 'T',
    identity: null,
    columns: Object.entries(columns).map(([name, type]) => ({ name, type: parseColumnType(type) })),
    digestIndex: -1,
    keyIndexes: Object.keys(columns).map((_, index) => index),
    ...rest,
  };
}

const condition = (table: Table): string => sameKeyCondition(table, (index) => `v.c${index}`);

describe('the condition for the same key', () => {
  it('is the digest alone where there is one', () => {
    const table = tableOf({ Id: 'nvarchar(512)', Key: 'binary(32)' }, { digestIndex: 1, keyIndexes: [0] });
    expect(condition(table)).to.equal('t.[Key] = v.c1');
  });

  it('takes NULL for equal to NULL', () => {
    expect(condition(tableOf({ N: 'int' }))).to.equal('EXISTS (SELECT t.[N] INTERSECT SELECT v.c0)');
  });

  it('compares characters as an index does first, so that it can be sought, and then exactly', () => {
    expect(condition(tableOf({ Id: 'nvarchar(512)' }))).to.equal(
      'EXISTS (SELECT t.[Id] INTERSECT SELECT v.c0 COLLATE DATABASE_DEFAULT) AND (t.[Id] IS NULL OR ' +
        '(t.[Id] COLLATE Latin1_General_BIN2 = v.c0 COLLATE Latin1_General_BIN2 AND DATALENGTH(t.[Id]) = DATALENGTH(v.c0)))',
    );
  });

  it('compares characters of a code page as Unicode', () => {
    expect(condition(tableOf({ Id: 'varchar(40)' }))).to.include(
      'CONVERT(nvarchar(40), t.[Id]) COLLATE Latin1_General_BIN2 = CONVERT(nvarchar(40), v.c0) COLLATE Latin1_General_BIN2',
    );
    expect(condition(tableOf({ Id: 'varchar(8000)' }))).to.include('CONVERT(nvarchar(max), t.[Id])');
    expect(condition(tableOf({ Id: 'char(5)' }))).not.to.include('DATALENGTH');
  });

  it('counts the length of a varbinary, whose zero bytes at the end do not count in a comparison', () => {
    expect(condition(tableOf({ B: 'varbinary(40)' }))).to.include('DATALENGTH(t.[B]) = DATALENGTH(v.c0)');
  });

  it('compares all key columns and no other', () => {
    const table = tableOf({ A: 'int', B: 'int', C: 'int' }, { keyIndexes: [2, 0] });
    expect(condition(table)).to.equal('EXISTS (SELECT t.[C], t.[A] INTERSECT SELECT v.c2, v.c0)');
  });
});
