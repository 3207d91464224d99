import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createTableScript } from '../../../../src/store/mssql/create-table.ts';
import { mappingOf } from '../../../support/message.ts';
import { defineTable } from '../../../support/rows.ts';

describe('createTableScript', () => {
  it('gives what deploy/sql holds for the built-in mapping', () => {
    const file = new URL('../../../../deploy/sql/create-sync-notification.sql', import.meta.url);
    expect(
      readFileSync(file, 'utf8'),
      'stale: npm run --silent cli -- schema > deploy/sql/create-sync-notification.sql',
    ).to.equal(createTableScript(mappingOf().table));
  });

  it('makes the digest unique and never NULL, and leaves all else nullable', () => {
    const script = createTableScript(defineTable({ A: 'nvarchar(max)', B: 'int' }, { digest: 'Hash' }));
    expect(script).to.include('[A] nvarchar(max) NULL,');
    expect(script).to.include('[Hash] binary(32) NOT NULL');
    expect(script).to.include('ADD CONSTRAINT [UQ_T_Hash] UNIQUE NONCLUSTERED ([Hash]);');
    expect(script).to.not.include('COLLATE');
  });

  it('without a digest makes the key unique, under a collation that tells cases apart', () => {
    const script = createTableScript(
      defineTable({ A: 'nvarchar(200)', B: 'int', C: 'varchar(9)' }, { key: ['B', 'A'] }),
    );
    expect(script).to.include('[A] nvarchar(200) COLLATE Latin1_General_BIN2 NULL');
    expect(script).to.include('[C] varchar(9) NULL');
    expect(script).to.include('ADD CONSTRAINT [UQ_T_Key] UNIQUE NONCLUSTERED ([B], [A]);');
    expect(script).to.not.include('2014');
  });

  it('says so where only newer servers have room for the key', () => {
    const script = createTableScript(defineTable({ A: 'nvarchar(512)' }));
    expect(script).to.include('UNIQUE NONCLUSTERED ([A])');
    expect(script).to.match(/-- .*900 bytes/);
  });

  it('says so where no server has room for the key, and makes it searchable', () => {
    const script = createTableScript(
      defineTable({ A: 'nvarchar(max)', B: 'nvarchar(400)', C: 'nvarchar(512)' }, { key: ['A', 'B', 'C'] }),
    );
    expect(script).to.not.include('UNIQUE');
    expect(script).to.match(/-- .*too long for a unique constraint/);
    expect(script).to.match(/CREATE NONCLUSTERED INDEX \[IX_T_Key\]\s+ON \[dbo\]\.\[T\] \(\[B\]\);/);
  });

  it('makes a schema other than dbo', () => {
    const table = { ...defineTable({ A: 'int' }), schema: "o'schema" };
    expect(createTableScript(table)).to.include(
      "IF SCHEMA_ID(N'o''schema') IS NULL\n    EXEC(N'CREATE SCHEMA [o''schema]');",
    );
  });

  it('grants the rights to the user that is named, and only mentions them else', () => {
    const table = defineTable({ A: 'int' });
    expect(createTableScript(table)).to.match(/^-- GRANT SELECT, INSERT ON \[dbo\]\.\[T\] TO \[user\];$/m);
    expect(createTableScript(table, { grantTo: 'rooms]sync' })).to.match(
      /^GRANT SELECT, INSERT ON \[dbo\]\.\[T\] TO \[rooms\]\]sync\];$/m,
    );
  });

  it('lets no name end a comment line', () => {
    const table = defineTable({ A: 'int' }, { name: 'T\nDROP TABLE X;\u2028--' });
    const [first] = createTableScript(table).split('\n');
    expect(first).to.equal('-- Table [dbo].[T DROP TABLE X; --] for rooms-sync-notification.');
  });
});
