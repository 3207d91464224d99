import { expect } from 'chai';
import { startTdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { TdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { DatabaseHandle } from '../../../support/tds-server/database-handle.ts';

const SETUP = `
CREATE TABLE a (id int PRIMARY KEY, name nvarchar(10) NULL, at datetime2(0) NULL);
INSERT INTO a VALUES (1, N'one', '2020-01-01'), (2, N'two', NULL), (3, NULL, '2019-01-01'), (4, N'TWO', NULL);
CREATE TABLE b (id int, a int);
INSERT INTO b VALUES (10, 1), (11, 1), (12, 2), (13, NULL);`;

/** Queries with the rows they bring. */
const QUERIES: readonly (readonly [sql: string, rows: readonly (readonly unknown[])[]])[] = [
  ['SELECT id FROM a ORDER BY at, id', [[2], [4], [3], [1]]],
  ['SELECT id FROM a ORDER BY 1 DESC', [[4], [3], [2], [1]]],
  ['SELECT id AS x FROM a ORDER BY x DESC', [[4], [3], [2], [1]]],
  ['SELECT TOP (2) id FROM a ORDER BY id DESC', [[4], [3]]],
  ['SELECT TOP 1 id FROM a ORDER BY id', [[1]]],
  ['SELECT DISTINCT name FROM a ORDER BY name', [[null], ['one'], ['two']]],
  [
    'SELECT a.id, b.id AS b FROM a JOIN b ON b.a = a.id ORDER BY b.id',
    [
      [1, 10],
      [1, 11],
      [2, 12],
    ],
  ],
  [
    'SELECT a.id, b.id AS b FROM a LEFT JOIN b ON b.a = a.id ORDER BY a.id, b.id',
    [
      [1, 10],
      [1, 11],
      [2, 12],
      [3, null],
      [4, null],
    ],
  ],
  ['SELECT COUNT(*) FROM a CROSS JOIN b', [[16]]],
  [
    'SELECT COUNT(*), COUNT(name), COUNT(DISTINCT name), MIN(id), MAX(at), SUM(id) FROM a',
    [[4, 3, 2, 1, '2020-01-01T00:00:00', 10]],
  ],
  ['SELECT COUNT_BIG(*) FROM a WHERE 1 = 0', [[0n]]],
  ['SELECT name, COUNT(*) FROM a GROUP BY name HAVING COUNT(*) > 1', [['two', 2]]],
  ['SELECT a FROM b GROUP BY a ORDER BY COUNT(*) DESC, a', [[1], [null], [2]]],
  ['SELECT id FROM a WHERE EXISTS (SELECT * FROM b WHERE b.a = a.id) ORDER BY id', [[1], [2]]],
  [
    'SELECT id, (SELECT COUNT(*) FROM b WHERE b.a = a.id) FROM a ORDER BY id',
    [
      [1, 2],
      [2, 1],
      [3, 0],
      [4, 0],
    ],
  ],
  ['SELECT id FROM a WHERE id IN (SELECT a FROM b) ORDER BY id', [[1], [2]]],
  ['SELECT id FROM a WHERE id NOT IN (SELECT a FROM b)', []],
  [
    "SELECT v.x, v.y FROM (VALUES (1, N'a'), (2, NULL)) AS v (x, y)",
    [
      [1, 'a'],
      [2, null],
    ],
  ],
  ['SELECT d.n FROM (SELECT id + 1 AS n FROM a WHERE id < 3) AS d ORDER BY d.n', [[2], [3]]],
  ['SELECT 1 UNION SELECT 2 UNION SELECT 1 ORDER BY 1', [[1], [2]]],
  ['SELECT 1 AS x UNION ALL SELECT 1', [[1], [1]]],
  ['SELECT id FROM a EXCEPT SELECT a FROM b', [[3], [4]]],
  ['SELECT id FROM a INTERSECT SELECT a FROM b', [[1], [2]]],
  ["SELECT id FROM a WHERE name = N'two' ORDER BY id", [[2], [4]]],
  ["SELECT id FROM a WHERE name COLLATE Latin1_General_BIN2 = N'two'", [[2]]],
  ['SELECT x = id FROM dbo.a WHERE dbo.a.id = 1', [[1]]],
  ['SELECT a.* FROM a WHERE id = 1', [[1, 'one', '2020-01-01T00:00:00']]],
  [
    "DECLARE @n int, @s nvarchar(10) = N'x'; SELECT @n = id, @s = name FROM a WHERE id = 2; SELECT @n, @s",
    [[2, 'two']],
  ],
  ['IF EXISTS (SELECT * FROM a) SELECT 1 ELSE SELECT 2', [[1]]],
  ['IF 1 = 2 SELECT 1; ELSE BEGIN SELECT 2 END', [[2]]],
  ["EXEC (N'SELECT ' + N'7')", [[7]]],
  ['SELECT id FROM a WHERE id = 1; SELECT @@ROWCOUNT', [[1]]],
];

describe('queries', () => {
  let server: TdsServer;
  let database: DatabaseHandle;

  before(async () => {
    server = await startTdsServer({ databases: ['ROOMS'] });
    database = server.database('ROOMS');
    await database.execute(SETUP);
  });
  after(() => server.close());

  for (const [sql, rows] of QUERIES) {
    it(sql, async () => {
      expect((await database.execute(sql)).map((row) => Object.values(row))).to.deep.equal(rows);
    });
  }
});
