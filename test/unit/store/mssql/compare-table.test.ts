import { expect } from 'chai';
import { compareColumns } from '../../../../src/store/mssql/compare-table.ts';
import type { ColumnFacts } from '../../../../src/store/mssql/table-facts.ts';
import { defineTable } from '../../../support/rows.ts';
import { columnFacts, tableFacts } from '../../../support/table-facts.ts';

const table = defineTable({ Id: 'nvarchar(100)', At: 'datetime2(3)' }, { digest: 'Hash' });
const filled = new Set(['Id', 'Hash']);

function compare(...change: ColumnFacts[]) {
  const all = [
    columnFacts('Id', 'nvarchar(100)'),
    columnFacts('At', 'datetime2(3)'),
    columnFacts('Hash', 'binary(32)'),
  ];
  const changed = all.map((column) => change.find(({ name }) => name === column.name) ?? column);
  const added = change.filter(({ name }) => !all.some((column) => column.name === name));
  return compareColumns(table, tableFacts([...changed, ...added]), filled);
}

describe('compareColumns', () => {
  it('finds nothing where everything fits, whatever the case of the names', () => {
    expect(compare()).to.deep.equal([]);
    const facts = tableFacts([
      columnFacts('ID', 'nvarchar(100)'),
      columnFacts('at', 'datetime2(3)'),
      columnFacts('hash', 'binary(32)', { nullable: false }),
      columnFacts('Nr', 'int', { isIdentity: true, nullable: false }),
      columnFacts('Done', 'bit', { hasDefault: true, nullable: false }),
      columnFacts('Note', 'xml'),
      columnFacts('Version', 'timestamp', { nullable: false }),
    ]);
    expect(compareColumns(table, facts, filled)).to.deep.equal([]);
  });

  it('names a missing column, those that could be meant, and the statement that adds it', () => {
    const facts = tableFacts([
      columnFacts('Ident', 'nvarchar(100)'),
      columnFacts('At', 'datetime2(3)'),
      columnFacts('Hash', 'binary(32)'),
      columnFacts('Nr', 'int', { isIdentity: true }),
    ]);
    const [difference, ...rest] = compareColumns(table, facts, filled);
    expect(rest).to.deep.equal([]);
    expect(difference).to.include({
      severity: 'fail',
      found: 'column Id is not in the table; columns of the table that the mapping does not write: Ident',
      sql: 'ALTER TABLE [dbo].[T] ADD [Id] nvarchar(100) NULL;',
    });
  });

  it('gives the statement that widens a column that is too short, keeping collation and nullability', () => {
    const [difference] = compare(columnFacts('Id', 'nvarchar(50)', { nullable: false }));
    expect(difference?.severity).to.equal('fail');
    expect(difference?.found).to.match(
      /^column Id is nvarchar\(50\), the mapping says nvarchar\(100\): longer values/,
    );
    expect(difference?.sql).to.equal(
      'ALTER TABLE [dbo].[T] ALTER COLUMN [Id] nvarchar(100) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL;',
    );
  });

  it('gives no statement where changing the type would lose what is there', () => {
    const [difference] = compare(columnFacts('At', 'xml'));
    expect(difference).to.include({ severity: 'fail', sql: null });
    expect(difference?.remedy).to.match(/^Map another value/);
  });

  it('only warns of a wider column', () => {
    expect(compare(columnFacts('Id', 'nvarchar(max)'))).to.have.length(1);
    expect(compare(columnFacts('Id', 'nvarchar(max)'))[0]).to.include({ severity: 'warn', sql: null });
  });

  it('advises another digest column, not another type, where the digest does not fit', () => {
    const [difference] = compare(columnFacts('Hash', 'binary(20)'));
    expect(difference).to.include({
      severity: 'fail',
      remedy: 'Name a binary(32) column as "digest".',
      sql: null,
    });
  });

  for (const [what, change] of [
    ['the identity column', { isIdentity: true }],
    ['a computed column', { isComputed: true }],
    ['a rowversion column', { typeName: 'timestamp' }],
  ] as const) {
    it(`refuses ${what} among the columns that are written`, () => {
      const [difference] = compare(columnFacts('At', 'datetime2(3)', change));
      expect(difference).to.include({
        severity: 'fail',
        found: `column At is ${what}, which cannot be written`,
      });
    });
  }

  it('warns of a column that takes no NULL where its value may be absent', () => {
    const [difference] = compare(columnFacts('At', 'datetime2(3)', { nullable: false }));
    expect(difference?.severity).to.equal('warn');
    expect(difference?.found).to.match(/^column At takes no NULL/);
    expect(compare(columnFacts('Id', 'nvarchar(100)', { nullable: false }))).to.deep.equal([]);
  });

  it('refuses a column that nothing fills', () => {
    const [difference] = compare(columnFacts('Tenant', 'int', { nullable: false }));
    expect(difference?.severity).to.equal('fail');
    expect(difference?.found).to.match(/^column Tenant \(int\) is NOT NULL without a default/);
    expect(difference?.sql).to.equal('ALTER TABLE [dbo].[T] ADD DEFAULT (?) FOR [Tenant];');
  });
});
