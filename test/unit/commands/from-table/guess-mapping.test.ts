import { expect } from 'chai';
import { PLACEHOLDER } from '../../../../src/commands/from-table/guess-columns.ts';
import { guessMapping } from '../../../../src/commands/from-table/guess-mapping.ts';
import { KNOWN_VALUES, valueByName } from '../../../../src/commands/from-table/synonyms.ts';
import { MappingError } from '../../../../src/mapping/mapping-file.ts';
import type { ColumnFacts, TableFacts } from '../../../../src/store/mssql/table-facts.ts';
import { mappingOf } from '../../../support/message.ts';
import { columnFacts, tableFacts } from '../../../support/table-facts.ts';

const STRICT = { nullable: false };
const watermark = columnFacts('Watermark', 'varchar(80)');

function guess(columns: readonly ColumnFacts[], rest: Partial<TableFacts> = {}) {
  const guessed = guessMapping(tableFacts(columns, rest));
  const values = Object.fromEntries(guessed.file.columns.map(({ name, value }) => [name, value]));
  return { ...guessed, values };
}

function problemsOf(file: Parameters<typeof mappingOf>[0]): string {
  try {
    mappingOf(file);
    return '';
  } catch (error) {
    if (error instanceof MappingError) {
      return error.problems.join('\n');
    }
    throw error;
  }
}

describe('guessMapping', () => {
  it('recognises columns by English and German names, whatever their spelling', () => {
    const { values } = guess([
      columnFacts('MANDANT', 'nvarchar(50)'),
      columnFacts('Subscription_Id', 'nvarchar(400)'),
      columnFacts('fldEreignis', 'varchar(30)'),
      watermark,
      columnFacts('ExchangeItemId', 'nvarchar(max)'),
      columnFacts('Änderungsschlüssel', 'nvarchar(200)'),
      columnFacts('Eltern-Ordner', 'nvarchar(400)'),
      columnFacts('Zeitstempel', 'datetime'),
      columnFacts('Erstellt am', 'datetime2(3)'),
      columnFacts('Postfach', 'uniqueidentifier'),
      columnFacts('Ungelesen', 'int'),
    ]);
    expect(values).to.deep.equal({
      MANDANT: '$mandator',
      Subscription_Id: '$subscriptionId',
      fldEreignis: '$eventType',
      Watermark: 't:Watermark',
      ExchangeItemId: 't:ItemId/@Id',
      Änderungsschlüssel: 't:ItemId/@ChangeKey',
      'Eltern-Ordner': 't:ParentFolderId/@Id',
      Zeitstempel: 't:TimeStamp',
      'Erstellt am': '$receivedAt',
      Postfach: '$mailbox',
      Ungelesen: 't:UnreadCount',
    });
  });

  it('has every name for one value only, and every expression is one', () => {
    const names = KNOWN_VALUES.flatMap((value) => value.names);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
    expect(names.filter((name) => valueByName(name)?.names.includes(name) !== true)).to.deep.equal([]);
    const [first, ...rest] = KNOWN_VALUES.flatMap(({ value, neverNull, context }, index) =>
      [value, neverNull ?? value].map((text, which) => ({
        name: `C${index}_${which}`,
        type: 'nvarchar(max)',
        context,
        value: text,
      })),
    );
    expect(() =>
      mappingOf({ table: 'T', events: ['ModifiedEvent'], columns: [first!, ...rest], key: [first!.name] }),
    ).to.not.throw();
  });

  it("keeps the columns' own types, and gives a file that the check takes", () => {
    const { file, isComplete } = guess([
      columnFacts('Nr', 'int', { isIdentity: true, nullable: false }),
      columnFacts('Mandant', 'nchar(20)'),
      columnFacts('ItemId', 'varbinary(max)'),
      columnFacts('TimeStamp', 'datetime2(0)'),
    ]);
    expect(isComplete).to.equal(true);
    expect(file.identity).to.equal('Nr');
    expect(file.columns.map(({ type }) => type)).to.deep.equal([
      'nchar(20)',
      'varbinary(max)',
      'datetime2(0)',
    ]);
    expect(problemsOf(file)).to.equal('');
  });

  it('puts a placeholder that no check lets through where a value must not be missing', () => {
    const { file, values, isComplete } = guess([watermark, columnFacts('Prio', 'int', STRICT)]);
    expect(isComplete).to.equal(false);
    expect(values['Prio']).to.equal(PLACEHOLDER);
    expect(problemsOf(file)).to.match(
      /^column "Prio", value "\?\?\? write an expression here": at character 1/,
    );
  });

  it('shows a type that no mapping can write in the check, too', () => {
    const { file, guesses } = guess([watermark, columnFacts('Price', 'money', STRICT)]);
    expect(problemsOf(file)).to.match(/column "Price", type: "money" is not a column type/);
    expect(guesses[1]?.remark).to.match(/give the column a default/);
  });

  it('leaves out what has a default or takes NULL, what the server fills, and what a name alone says', () => {
    const { values, guesses } = guess([
      watermark,
      columnFacts('Done', 'bit', { ...STRICT, hasDefault: true }),
      columnFacts('Note', 'nvarchar(max)'),
      columnFacts('Sum', 'int', { isComputed: true, nullable: false }),
      columnFacts('Version', 'timestamp', STRICT),
      columnFacts('EventType', 'int'),
      columnFacts('CreatedAt', 'datetime', { ...STRICT, hasDefault: true }),
    ]);
    expect(Object.keys(values)).to.deep.equal(['Watermark']);
    expect(guesses.map(({ remark }) => remark)).to.deep.equal([
      '',
      'nothing known has that name; its default fills it',
      'nothing known has that name; stays NULL',
      'computed',
      'rowversion',
      'by its name $eventType, which is no int; stays NULL',
      "the column's own default fills it",
    ]);
  });

  it('gives a value to the column with the better name', () => {
    const { values, guesses } = guess([
      columnFacts('Typ', 'varchar(30)'),
      columnFacts('EventType', 'varchar(30)'),
      watermark,
    ]);
    expect(values).to.have.keys('EventType', 'Watermark');
    expect(guesses[0]?.remark).to.equal('EventType has that value; stays NULL');
  });

  it('writes an empty text, 0 or false into columns that take no NULL', () => {
    const { file, values } = guess([
      watermark,
      columnFacts('ItemId', 'nvarchar(400)', STRICT),
      columnFacts('UnreadCount', 'int', STRICT),
      columnFacts('MoreEvents', 'bit', STRICT),
    ]);
    expect(values).to.include({
      ItemId: 'string(t:ItemId/@Id)',
      UnreadCount: 'sum(t:UnreadCount)',
      MoreEvents: 't:MoreEvents = "true" or t:MoreEvents = "1"',
    });
    expect(problemsOf(file)).to.equal('');
  });

  it('keeps error messages out of a table that has no room for them, and says so', () => {
    expect(guess([watermark]).file.events).to.include.members(['Error', 'Warning']);
    const { file, remarks } = guess([columnFacts('Watermark', 'varchar(80)', STRICT)]);
    expect(file.events).to.not.include.members(['Error']);
    expect(file.events).to.not.include.members(['Warning']);
    expect(remarks.join()).to.match(/Watermark take no NULL/);
  });

  it('warns of columns that are short for ids', () => {
    expect(guess([columnFacts('ItemId', 'nvarchar(100)'), watermark]).guesses[0]?.remark).to.match(
      /^short: .*200/,
    );
  });

  it('takes the key of a unique index that tells events apart, and not of one that does not', () => {
    const columns = [
      columnFacts('Subscription', 'varchar(400)'),
      watermark,
      columnFacts('ItemId', 'varchar(400)'),
    ];
    const index = (name: string, ...names: string[]) => ({ name, columns: names, isFiltered: false });
    const keyOf = (...uniqueIndexes: TableFacts['uniqueIndexes']): readonly string[] =>
      guess(columns, { uniqueIndexes }).file.key;
    expect(keyOf()).to.deep.equal(['Subscription', 'Watermark', 'ItemId']);
    expect(keyOf(index('UQ', 'Watermark', 'Subscription'))).to.deep.equal(['Watermark', 'Subscription']);
    expect(keyOf(index('UQ', 'ItemId'))).to.deep.equal(['Subscription', 'Watermark', 'ItemId']);
    expect(keyOf({ ...index('UQ', 'Watermark'), isFiltered: true })).to.have.length(3);
  });

  it('gives no key that would take different events for the same', () => {
    const { file, remarks, isComplete } = guess([
      columnFacts('Subscription', 'varchar(400)'),
      columnFacts('TimeStamp', 'datetime'),
    ]);
    expect(isComplete).to.equal(false);
    expect(file.key).to.deep.equal(['Subscription', 'TimeStamp', PLACEHOLDER]);
    expect(problemsOf(file)).to.match(/key: there is no column "\?\?\?/);
    expect(remarks.join()).to.match(/No key could be guessed/);
  });

  it('takes a binary(32) for the digest, one with a unique index where there are several', () => {
    const hash = (name: string): ColumnFacts => columnFacts(name, 'binary(32)', STRICT);
    expect(guess([watermark, hash('EventKey')]).file.digest).to.equal('EventKey');
    expect(guess([watermark, hash('A'), hash('B')]).file.digest).to.equal(undefined);
    const uniqueIndexes = [{ name: 'UQ', columns: ['B'], isFiltered: false }];
    expect(guess([watermark, hash('A'), hash('B')], { uniqueIndexes }).file.digest).to.equal('B');
  });

  it('quotes the names of schema and table where they need it', () => {
    expect(guess([watermark], { schema: 'my schema', name: 'a.b]' }).file.table).to.equal(
      '[my schema].[a.b]]]',
    );
  });
});
