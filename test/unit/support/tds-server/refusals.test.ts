import { expect } from 'chai';
import { EVENTS, openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

/** What is not understood, with the number of the error that SQL Server has for it or for what is like it. */
const REFUSED: readonly (readonly [sql: string, number: number])[] = [
  ['SELEC 1', 102],
  ['SELECT', 102],
  ['SELECT 1.5', 102],
  ['SELECT 1 FROM', 102],
  ['SELECT * FROM Events AS', 102],
  ['SELECT a b c FROM Events', 102],
  ["SELECT 'open", 105],
  ['SELECT /* open', 113],
  ['WHILE 1 = 1 SELECT 1', 156],
  ['MERGE Events AS t USING Events AS s ON 1 = 1', 156],
  ['CREATE PROCEDURE p AS SELECT 1', 156],
  ['CREATE TRIGGER x ON Events AFTER INSERT AS SELECT 1', 156],
  ['CREATE TABLE #t (a int)', 102],
  ['IF 1 = 1 CREATE SCHEMA s', 156],
  ['SELECT 1; CREATE SCHEMA s', 156],
  ['BEGIN TRY SELECT 1 END TRY BEGIN CATCH END CATCH', 102],
  ['INSERT INTO Events (Mandator) OUTPUT inserted.Id VALUES (1)', 102],
  ['SELECT ROW_NUMBER() OVER (ORDER BY Id) FROM Events', 156],
  ['WITH c AS (SELECT 1 AS a) SELECT * FROM c', 156],
  ['SELECT * FROM Events FOR XML AUTO', 156],
  ['SELECT * FROM Events CROSS APPLY (SELECT 1 AS a) AS x', 156],
  ['SET NOEXEC ON', 102],
  ['SET QUOTED_IDENTIFIER OFF', 102],
  ['SET IMPLICIT_TRANSACTIONS ON', 102],
  ['SELECT * FROM Events WITH (READPAST)', 321],
  ['SELECT * FROM Nothing', 208],
  ['INSERT INTO nowhere.t (a) VALUES (1)', 208],
  ['SELECT * FROM other.dbo.Events', 208],
  ['SELECT Nothing FROM Events', 207],
  ['SELECT e.Nothing FROM Events AS e', 207],
  ['SELECT x.Id FROM Events AS e', 4104],
  ['SELECT Id FROM Events AS a JOIN Events AS b ON a.Id = b.Id', 209],
  ['SELECT 1 FROM Events AS a JOIN Events AS a ON 1 = 1', 1011],
  ['SELECT @nothing', 137],
  ['SELECT @@NOTHING', 137],
  ['SET @nothing = 1', 137],
  ['EXEC dbo.nothing', 2812],
  ['nothing', 2812],
  ['SELECT NOTHING(1)', 195],
  ['SELECT LEN(1, 2)', 174],
  ['SELECT Id FROM Events WHERE COUNT(*) > 1', 147],
  ['SELECT Mandator, COUNT(*) FROM Events', 8120],
  ['SELECT * FROM Events WHERE Id', 4145],
  ["SELECT 1 WHERE N'a' COLLATE Latin1_General_BIN2 = N'a' COLLATE Latin1_General_CI_AS", 468],
  ["SELECT N'a' COLLATE Nowhere_Land", 448],
  ['SELECT 1 UNION SELECT 1, 2', 205],
  ['SELECT (SELECT 1 UNION SELECT 2)', 512],
  ['SELECT 1 / 0', 8134],
  ['SELECT CAST(1 AS nothing)', 2715],
  ['DECLARE @a int; DECLARE @a int', 134],
  ['USE nowhere', 911],
];

describe('T-SQL that the TDS test server does not know', () => {
  let fixture: Fixture;

  before(async () => {
    fixture = await openFixture(EVENTS);
  });
  after(() => fixture.close());

  for (const [sql, number] of REFUSED) {
    it(`is refused with ${number}: ${sql}`, async () => {
      expect(await fixture.client.failure(sql)).to.include({ number });
    });
  }

  it('keeps a batch from running at all, even the part before it', async () => {
    const error = await fixture.client.failure(
      "INSERT INTO Events (Mandator, EventKey) VALUES (N'a', 0x01); SELEC 1",
    );
    expect(error).to.include({ number: 102, class: 15 });
    expect(fixture.database.rows('Events')).to.deep.equal([]);
  });

  it('leaves the connection as it was', async () => {
    await fixture.client.failure('SELEC 1');
    expect((await fixture.client.run('SELECT 1 AS one')).rows).to.deep.equal([[1]]);
  });

  it('ends with its error where it is raised or thrown', async () => {
    const { client } = fixture;
    expect(await client.failure("RAISERROR (N'mine', 16, 3)")).to.include({
      number: 50000,
      class: 16,
      state: 3,
      message: 'mine',
    });
    expect(await client.failure("THROW 50123, N'mine', 2")).to.include({
      number: 50123,
      class: 16,
      state: 2,
      message: 'mine',
    });
  });
});
