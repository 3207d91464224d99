import { expect } from 'chai';
import { foundWords, remedyWords } from '../../../../src/commands/check/difference-words.ts';
import { compareKey } from '../../../../src/store/mssql/compare-key.ts';
import { compareColumns } from '../../../../src/store/mssql/compare-table.ts';
import type { Difference } from '../../../../src/store/mssql/difference.ts';
import { defineTable } from '../../../support/rows.ts';
import { columnFacts, tableFacts } from '../../../support/table-facts.ts';

const MAPPED = [
  'nvarchar(100)',
  'varchar(100)',
  'varbinary(16)',
  'datetime2(3)',
  'int',
  'bit',
  'uniqueidentifier',
];
const THERE = [
  ...MAPPED,
  ...[
    'nvarchar(20)',
    'nvarchar(max)',
    'nchar(100)',
    'char(100)',
    'ntext',
    'binary(16)',
    'image',
    'date',
    'datetime',
  ],
  ...['datetimeoffset(7)', 'tinyint', 'bigint', 'decimal(19,0)', 'float', 'xml'],
];

/** What any difference of this kind says, with the column in the key and not. */
const ofTypes = MAPPED.flatMap((mapped) =>
  THERE.flatMap((there) =>
    [['A'], ['B']].flatMap((key) =>
      compareColumns(
        defineTable({ A: mapped, B: 'int' }, { key }),
        tableFacts([columnFacts('A', there), columnFacts('B', 'int')]),
        new Set(['A', 'B']),
      ),
    ),
  ),
);

const table = defineTable({ A: 'nvarchar(100)', B: 'varchar(80)' }, { key: ['A', 'B'] });
const long = defineTable({ A: 'nvarchar(max)', B: 'nvarchar(100)' }, { key: ['A', 'B'] });
const medium = defineTable({ A: 'nvarchar(500)', B: 'varchar(80)' }, { key: ['A', 'B'] });
const digested = defineTable({ A: 'nvarchar(100)' }, { key: ['A'], digest: 'Hash' });
const [a, b] = [columnFacts('A', 'nvarchar(100)'), columnFacts('B', 'varchar(80)')];
const unique = (...columns: string[]) => ({ uniqueIndexes: [{ name: 'UQ', columns, isFiltered: false }] });

const ofTables: readonly Difference[] = [
  ...compareColumns(table, tableFacts([a, columnFacts('C', 'int', { nullable: false })]), new Set()),
  ...compareColumns(
    table,
    tableFacts([
      { ...a, isIdentity: true },
      { ...b, isComputed: true },
    ]),
    new Set(),
  ),
  ...compareColumns(table, tableFacts([{ ...a, nullable: false }, b]), new Set()),
  ...compareColumns(digested, tableFacts([a, columnFacts('Hash', 'int')]), new Set()),
  ...compareKey(table, tableFacts([a, b])),
  ...compareKey(long, tableFacts([a, b])),
  ...compareKey(medium, tableFacts([{ ...a, collation: 'Latin1_General_BIN2' }, b])),
  ...compareKey(digested, tableFacts([a, columnFacts('Hash', 'binary(32)')])),
  ...compareKey(digested, tableFacts([a, columnFacts('Hash', 'binary(32)', { nullable: false })])),
  ...compareKey(table, tableFacts([a, b], unique('A', 'B'))),
  ...compareKey(table, tableFacts([a, b], unique('A'))),
];

describe('a difference between table and mapping, in German', () => {
  it('has no English words left, whatever it is', () => {
    const differences = [...ofTypes, ...ofTables];
    expect(differences.length).to.be.greaterThan(100);
    for (const { found, remedy } of differences) {
      expect(foundWords(found).en).to.equal(found);
      const german = `${foundWords(found).de} ${remedyWords(remedy).de}`;
      expect(german).to.not.match(/\b(the|is|it|not|and|that|of|column|value|values|may|no|are)\b/);
      expect(german).to.not.include('ß');
    }
  });

  it('keeps the names', () => {
    const [difference] = compareColumns(
      table,
      tableFacts([b, columnFacts('Ident', 'nvarchar(100)')]),
      new Set(['A', 'B']),
    );
    expect(foundWords(difference?.found ?? '').de).to.equal(
      'die Spalte A gibt es in der Tabelle nicht; Spalten der Tabelle, die das Mapping nicht schreibt: Ident',
    );
  });
});
