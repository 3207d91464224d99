import { expect } from 'chai';
import type { Row, Table } from '../../../../src/mapping/table.ts';
import { createInsertStatements, statementFor } from '../../../../src/store/mssql/insert-statement.ts';

function wideTable(columns: number): Table {
  return {
    schema: 'dbo',
    name: 'T',
    identity: null,
    columns: Array.from({ length: columns }, (_, index) => ({
      name: `C${index}`,
      type: { kind: 'int' as const },
    })),
    digestIndex: -1,
    keyIndexes: [0],
  };
}

const sizesOf = (columns: number): number[] =>
  createInsertStatements(wideTable(columns)).map(({ size }) => size);

describe('insert statements', () => {
  it('have a few sizes, and never more than 2,100 parameters with those of sp_executesql', () => {
    expect(sizesOf(1)).to.deep.equal([1, 4, 16, 64]);
    expect(sizesOf(25)).to.deep.equal([1, 4, 16, 64]);
    expect(sizesOf(33)).to.deep.equal([1, 4, 16, 63]);
    expect(sizesOf(131)).to.deep.equal([1, 4, 16]);
    expect(sizesOf(132)).to.deep.equal([1, 4, 15]);
    expect(sizesOf(2097)).to.deep.equal([1]);
    for (const columns of [1, 25, 32, 33, 131, 132, 524, 525, 2097]) {
      expect(Math.max(...sizesOf(columns)) * columns + 3).to.be.at.most(2100);
    }
  });

  it('are refused where not one row fits', () => {
    expect(() => createInsertStatements(wideTable(2098))).to.throw(RangeError, '2098 columns');
  });

  it('are chosen by the number of rows, the largest for what does not fit', () => {
    const statements = createInsertStatements(wideTable(2));
    expect([1, 2, 4, 5, 64, 65].map((rows) => statementFor(statements, rows).size)).to.deep.equal([
      1, 4, 4, 16, 64, 64,
    ]);
  });

  const oddTable: Table = {
    ...wideTable(2),
    name: 'My]Table',
    columns: [
      { name: 'a]', type: { kind: 'int' } },
      { name: 'b', type: { kind: 'bit' } },
    ],
  };

  it('look and add in one statement, and tell how many were added', () => {
    expect(createInsertStatements(oddTable)[0]?.text).to.equal(
      [
        'SET NOCOUNT ON;',
        'INSERT INTO [dbo].[My]]Table] ([a]]], [b])',
        'SELECT @p0, @p1',
        'WHERE NOT EXISTS (SELECT 1 FROM [dbo].[My]]Table] AS t WITH (UPDLOCK, HOLDLOCK) WHERE ' +
          'EXISTS (SELECT t.[a]]] INTERSECT SELECT @p0));',
        'SELECT @@ROWCOUNT AS written;',
      ].join('\n'),
    );
  });

  it('do so for several rows in their order', () => {
    expect(createInsertStatements(oddTable)[1]?.text).to.equal(
      [
        'SET NOCOUNT ON;',
        'INSERT INTO [dbo].[My]]Table] ([a]]], [b])',
        'SELECT v.c0, v.c1',
        'FROM (VALUES (0,@p0,@p1),\n(1,@p2,@p3),\n(2,@p4,@p5),\n(3,@p6,@p7)) AS v (n, c0, c1)',
        'WHERE v.n < @n AND NOT EXISTS (SELECT 1 FROM [dbo].[My]]Table] AS t WITH (UPDLOCK, HOLDLOCK) WHERE ' +
          'EXISTS (SELECT t.[a]]] INTERSECT SELECT v.c0))',
        'ORDER BY v.n;',
        'SELECT @@ROWCOUNT AS written;',
      ].join('\n'),
    );
  });

  it('take fewer rows than there is room for, the rest being NULL and not counted', () => {
    const rows: Row[] = [7, 8].map((value) => ({ key: String(value), values: [value, null] }));
    const parameters = createInsertStatements(wideTable(2))[1]?.parameters(rows) ?? [];
    expect(parameters.map(({ name, value }) => [name, value])).to.deep.equal([
      ['n', 2],
      ['p0', 7],
      ['p1', null],
      ['p2', 8],
      ['p3', null],
      ...[4, 5, 6, 7].map((index) => [`p${index}`, null]),
    ]);
  });

  it('refuse more rows than there is room for, and none', () => {
    const row: Row = { key: 'k', values: [1, 2] };
    const [one] = createInsertStatements(wideTable(2));
    expect(() => one?.parameters([row, row])).to.throw(RangeError);
    expect(() => one?.parameters([])).to.throw(RangeError);
  });
});
