import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Table } from '../../../src/mapping/table.ts';
import { createTableScript } from '../../../src/store/mssql/create-table.ts';
import { qualifiedName } from '../../../src/store/mssql/identifiers.ts';
import { mappingOf } from '../../support/message.ts';
import { openMssql, type MssqlUnderTest } from '../../support/mssql.ts';
import { defineTable } from '../../support/rows.ts';

describe('the script of the table', () => {
  const made: Table[] = [];
  let mssql: MssqlUnderTest;

  before(async () => {
    mssql = await openMssql();
  });

  afterEach(async () => {
    for (const table of made.splice(0)) {
      const name = qualifiedName(table);
      await mssql.run(`IF OBJECT_ID(N'${name.replaceAll("'", "''")}') IS NOT NULL DROP TABLE ${name};`);
    }
  });

  after(() => mssql.close());

  function named<T extends Table>(table: T, suffix = ''): T {
    const own = { ...table, name: `T_${randomUUID().replaceAll('-', '')}${suffix}` };
    made.push(own);
    return own;
  }

  const objectsOf = (table: Table): Promise<Record<string, unknown>[]> =>
    mssql.run(
      `SELECT i.name AS name, i.is_unique AS isUnique, i.is_primary_key AS isPrimary FROM sys.indexes AS i ` +
        `WHERE i.object_id = OBJECT_ID(N'${qualifiedName(table).replaceAll("'", "''")}') AND i.name IS NOT NULL ORDER BY i.index_id`,
    );

  it('makes table, primary key and unique constraint, and changes nothing when it is run again', async () => {
    const table = named(mappingOf().table);
    const script = createTableScript(table);
    await mssql.run(script);
    await mssql.run(`INSERT INTO ${qualifiedName(table)} (EventKey) VALUES (0x${'ab'.repeat(32)});`);
    const before = await objectsOf(table);
    await mssql.run(script);
    expect(await objectsOf(table)).to.deep.equal(before);
    expect(before).to.deep.equal([
      { name: `PK_${table.name}`, isUnique: true, isPrimary: true },
      { name: `UQ_${table.name}_EventKey`, isUnique: true, isPrimary: false },
    ]);
    expect(await mssql.run(`SELECT COUNT(*) AS n FROM ${qualifiedName(table)};`)).to.deep.equal([{ n: 1 }]);
  });

  it('adds the unique constraint where only that is missing', async () => {
    const table = named(mappingOf().table);
    await mssql.run(createTableScript(table));
    await mssql.run(`ALTER TABLE ${qualifiedName(table)} DROP CONSTRAINT [UQ_${table.name}_EventKey];`);
    await mssql.run(createTableScript(table));
    expect((await objectsOf(table)).map(({ name }) => name)).to.include(`UQ_${table.name}_EventKey`);
  });

  it('keeps ids apart that differ by case where the key has no digest', async () => {
    const table = named(
      defineTable(
        { Subscription: 'nvarchar(100)', Watermark: 'varchar(80)' },
        { key: ['Subscription', 'Watermark'] },
      ),
    );
    await mssql.run(createTableScript(table));
    const insert = (watermark: string): Promise<unknown> =>
      mssql.run(`INSERT INTO ${qualifiedName(table)} VALUES (N's', '${watermark}');`);
    await insert('AQ==');
    await insert('aq==');
    const error: unknown = await insert('AQ==').catch((thrown: unknown) => thrown);
    expect(error).to.be.an('error').with.property('number', 2627);
  });

  it('makes a searchable table where the key has no room in an index', async () => {
    const table = named(defineTable({ A: 'nvarchar(max)', B: 'nvarchar(400)' }, { key: ['A', 'B'] }));
    await mssql.run(createTableScript(table));
    await mssql.run(createTableScript(table));
    expect(await objectsOf(table)).to.deep.equal([
      { name: `IX_${table.name}_Key`, isUnique: false, isPrimary: false },
    ]);
  });

  it('takes names that need quoting', async () => {
    const table = named(defineTable({ "a]b'c": 'int', 'x y': 'bit' }, { digest: 'Schlüssel "1"' }), " ]'q");
    await mssql.run(createTableScript(table));
    await mssql.run(createTableScript(table));
    expect(await objectsOf(table)).to.have.length(1);
  });

  it('does nothing in a database that it is not for', async () => {
    const table = named(mappingOf().table);
    const error: unknown = await mssql
      .run(createTableScript(table, { database: 'some100%other' }))
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.an('error').with.property('message').that.includes('another database');
    expect(await objectsOf(table)).to.deep.equal([]);
    const [row] = await mssql.run('SELECT DB_NAME() AS name;');
    await mssql.run(createTableScript(table, { database: String(row?.['name']) }));
    expect(await objectsOf(table)).to.have.length(2);
  });
});
