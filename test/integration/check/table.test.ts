import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { DEFAULT_MAPPING } from '../../../src/mapping/default-mapping.ts';
import type { MappingFile } from '../../../src/mapping/mapping-file.ts';
import { check, LOGIN, startCheckedServer, type CheckedServer } from '../../support/check-mssql.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const TABLE = '[dbo].[SyncNotification]';

function withType(name: string, type: string): MappingFile['columns'] {
  return DEFAULT_MAPPING.columns.map((column) => (column.name === name ? { ...column, type } : column));
}

describe('sync-notification check, of tables that do not fit', () => {
  const folder = useTempFolder();
  let checked: CheckedServer;

  beforeEach(async () => {
    checked = await startCheckedServer();
  });

  afterEach(() => checked.server.close());

  /** What there is to say besides that the connection is not encrypted, as it is printed. */
  async function problems(mapping: Partial<MappingFile> | null = null, now?: () => number) {
    const file = join(folder.path, 'mapping.json');
    await writeFile(file, JSON.stringify({ ...DEFAULT_MAPPING, ...mapping }));
    const env = {
      SYNC_CONNECTION_STRING_PROD: checked.connectionString,
      ...(mapping === null ? {} : { SYNC_MAPPING: file }),
    };
    const { findings, text } = await check(env, folder.path, now);
    return {
      found: findings.filter(({ result, check: name }) => result !== 'ok' && name !== 'connection'),
      text,
    };
  }

  it('finds nothing wrong where nothing is', async () => {
    expect((await problems()).found).to.deep.equal([]);
  });

  it('tells a missing table, what could be meant, and both ways to go on', async () => {
    await checked.run('CREATE TABLE dbo.ExchangeNotification (Id int NULL);');
    checked.server.database('ROOMS').grant(LOGIN, 'dbo.ExchangeNotification', 'SELECT');
    const { found } = await problems({ table: 'dbo.Notification' });
    expect(found).to.have.length(1);
    expect(found[0]?.found).to.match(
      /there is no table \[dbo\]\.\[Notification\].*similar ones: dbo\.ExchangeNotification/,
    );
    expect(found[0]?.remedy).to.match(
      /mapping from-table --mandator PROD .*schema --mandator PROD .*grant SELECT and INSERT/,
    );
  });

  it('tells a missing column and the statement that adds it', async () => {
    const { found, text } = await problems({
      columns: [
        ...DEFAULT_MAPPING.columns,
        { name: 'Sender', type: 'nvarchar(45)', context: 'envelope', value: '$remoteAddress' },
      ],
    });
    expect(found.map(({ check: name, result }) => [name, result])).to.deep.equal([['columns', 'fail']]);
    expect(text).to.include('column Sender is not in the table');
    expect(text).to.include(`ALTER TABLE ${TABLE} ADD [Sender] nvarchar(45) NULL;`);
  });

  it('tells a column that is too short and the statement that widens it', async () => {
    const { found, text } = await problems({ columns: withType('Watermark', 'nvarchar(1000)') });
    expect(found.map(({ result }) => result)).to.deep.equal(['fail']);
    expect(text).to.include('column Watermark is nvarchar(512), the mapping says nvarchar(1000)');
    expect(text).to.match(
      /ALTER TABLE \[dbo\]\.\[SyncNotification\] ALTER COLUMN \[Watermark\] nvarchar\(1000\) .*NULL;/,
    );
  });

  it('tells a column of another type', async () => {
    const { found, text } = await problems({ columns: withType('UnreadCount', 'nvarchar(10)') });
    expect(found.map(({ result }) => result)).to.deep.equal(['fail']);
    expect(text).to.match(
      /column UnreadCount is int, the mapping says nvarchar\(10\): text is no value of that type/,
    );
    expect(text).to.include('-> Map another value to this column, or the value to another column.');
  });

  it('tells an identity column that is mapped, and one that nothing fills', async () => {
    await checked.run(`ALTER TABLE ${TABLE} ADD Prio int NOT NULL;`);
    const id = { name: 'Id', type: 'bigint', context: 'event', value: 't:UnreadCount' } as const;
    const { found } = await problems({ identity: null, columns: [...DEFAULT_MAPPING.columns, id] });
    expect(found.map(({ found: sentence, result }) => [result, sentence.slice(0, 40)])).to.deep.equal([
      ['fail', 'column Id is the identity column, which '],
      ['fail', 'column Prio (int) is NOT NULL without a '],
    ]);
  });

  it('tells rights that are missing and the statement that grants them', async () => {
    checked.server.database('ROOMS').revoke(LOGIN, 'dbo.SyncNotification', 'INSERT');
    const { found, text } = await problems();
    expect(found.map(({ check: name, result }) => [name, result])).to.deep.equal([['rights', 'fail']]);
    expect(text).to.include(`GRANT INSERT ON ${TABLE} TO [${LOGIN}];`);
  });

  it('tells a table that the login may not see from one that is there', async () => {
    checked.server.database('ROOMS').revoke(LOGIN, 'dbo.SyncNotification', 'INSERT', 'SELECT');
    const { found } = await problems();
    expect(found[0]?.found).to.match(/there is no table .*, or the login may not see it/);
  });

  it('advises the unique index that is missing, as a warning', async () => {
    await checked.run(`ALTER TABLE ${TABLE} DROP CONSTRAINT UQ_SyncNotification_EventKey;`);
    const { found, text } = await problems();
    expect(found.map(({ check: name, result }) => [name, result])).to.deep.equal([['unique index', 'warn']]);
    expect(text).to.include('no unique index over EventKey');
    expect(text).to.include(
      `CREATE UNIQUE NONCLUSTERED INDEX [UQ_SyncNotification_EventKey] ON ${TABLE} ([EventKey]);`,
    );
  });

  it('tells a database that is read-only', async () => {
    checked.server.database('ROOMS').setReadOnly(true);
    const { found } = await problems();
    expect(found.map(({ check: name, result }) => [name, result])).to.deep.equal([['database', 'fail']]);
    expect(found[0]?.remedy).to.match(/READ_WRITE/);
  });

  it('tells clocks that are apart, and which one is ahead', async () => {
    const { found } = await problems(null, () => Date.now() - 90_000);
    expect(found.map(({ check: name, result }) => [name, result])).to.deep.equal([['clock', 'warn']]);
    expect(found[0]?.found).to.match(/^the server's clock is (89|90|91)\.\d s ahead of this machine's$/);
  });

  it('mentions triggers', async () => {
    checked.server.database('ROOMS').onInsert('dbo.SyncNotification', () => Promise.resolve());
    const { found, text } = await problems();
    expect(found).to.deep.equal([]);
    expect(text).to.match(/the trigger \S+ runs with every write/);
  });

  it('goes on with the other questions where the database refuses one', async () => {
    checked.server.faults.add({ on: 'statement', match: /sys\.triggers/, action: { error: 1205 } });
    const { found } = await problems();
    expect(found.map(({ check: name, result }) => [name, result])).to.deep.equal([['catalog', 'fail']]);
  });
});
