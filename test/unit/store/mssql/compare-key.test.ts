import { expect } from 'chai';
import { compareKey, findKeyIndex } from '../../../../src/store/mssql/compare-key.ts';
import type { UniqueIndexFacts } from '../../../../src/store/mssql/table-facts.ts';
import { defineTable } from '../../../support/rows.ts';
import { columnFacts, tableFacts } from '../../../support/table-facts.ts';

const COLUMNS = { Sub: 'nvarchar(100)', Mark: 'varchar(80)', Text: 'nvarchar(max)' };
const keyed = defineTable(COLUMNS, { key: ['Sub', 'Mark'] });
const digested = defineTable(COLUMNS, { key: ['Sub', 'Mark'], digest: 'Hash' });

function unique(name: string, ...columns: string[]): UniqueIndexFacts {
  return { name, columns, isFiltered: false };
}

function factsWith(
  indexes: readonly UniqueIndexFacts[],
  collation = 'Latin1_General_BIN2',
  nullable = false,
) {
  const columns = Object.entries(COLUMNS).map(([name, type]) => columnFacts(name, type, { collation }));
  return tableFacts([...columns, columnFacts('Hash', 'binary(32)', { nullable }), columnFacts('Nr', 'int')], {
    uniqueIndexes: indexes,
  });
}

describe('compareKey', () => {
  it('is content with a unique index over the digest, filtered or not', () => {
    const index = unique('UQ', 'hash');
    expect(compareKey(digested, factsWith([index]))).to.deep.equal([]);
    expect(compareKey(digested, factsWith([{ ...index, isFiltered: true }]))).to.deep.equal([]);
    expect(findKeyIndex(digested, factsWith([index]))).to.equal(index);
  });

  it('is content with a unique index over the key in any order, and with one that no mapped value breaks', () => {
    const facts = factsWith([unique('PK', 'Nr'), unique('UQ', 'Mark', 'Sub'), unique('UQ2', 'Mark', 'Nr')]);
    expect(compareKey(keyed, facts)).to.deep.equal([]);
  });

  it('does not take an index over only some rows for one over the key', () => {
    expect(findKeyIndex(keyed, factsWith([{ ...unique('UQ', 'Sub', 'Mark'), isFiltered: true }]))).to.equal(
      null,
    );
  });

  it('gives the statement for a missing index', () => {
    const [difference] = compareKey(digested, factsWith([unique('PK', 'Nr')]));
    expect(difference?.severity).to.equal('warn');
    expect(difference?.found).to.match(/^no unique index over Hash:/);
    expect(difference?.sql).to.equal('CREATE UNIQUE NONCLUSTERED INDEX [UQ_T_Hash] ON [dbo].[T] ([Hash]);');
  });

  it('leaves rows of others out of the index where the digest may be NULL', () => {
    const [difference] = compareKey(digested, factsWith([], undefined, true));
    expect(difference?.sql).to.equal(
      'SET QUOTED_IDENTIFIER ON;\nCREATE UNIQUE NONCLUSTERED INDEX [UQ_T_Hash] ON [dbo].[T] ([Hash]) WHERE [Hash] IS NOT NULL;',
    );
  });

  it('advises a digest where the key has no room in an index', () => {
    const [difference] = compareKey(defineTable(COLUMNS, { key: ['Mark', 'Text'] }), factsWith([]));
    expect(difference?.remedy).to.match(/add a binary\(32\) column/);
    expect(difference?.sql).to.equal('CREATE NONCLUSTERED INDEX [IX_T_Key] ON [dbo].[T] ([Mark]);');
  });

  it('names the columns whose collation ignores case', () => {
    const index = unique('UQ', 'Sub', 'Mark');
    const found = compareKey(keyed, factsWith([index], 'Latin1_General_CI_AS'));
    expect(
      found.map((difference) => difference.found.match(/collation \S+ of column (\S+)/)?.[1]),
    ).to.deep.equal(['Sub', 'Mark']);
    expect(compareKey(keyed, factsWith([index], 'Latin1_General_CS_AS'))).to.deep.equal([]);
    expect(compareKey(keyed, factsWith([], 'Latin1_General_CI_AS'))[0]?.remedy).to.match(
      /columns Sub, Mark need the collation Latin1_General_BIN2/,
    );
  });

  it('warns of a unique index that is stricter than the key', () => {
    const [difference, ...rest] = compareKey(
      digested,
      factsWith([unique('UQ', 'Hash'), unique('UQ_Mark', 'Mark')]),
    );
    expect(rest).to.deep.equal([]);
    expect(difference?.found).to.match(/UQ_Mark \(Mark\) refuses rows .* differ in Sub alone/);
  });
});
