import { expect } from 'chai';
import { startTdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { TdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { DatabaseHandle } from '../../../support/tds-server/database-handle.ts';

/** What an expression is worth in SQL Server. */
const VALUES: readonly (readonly [expression: string, value: unknown])[] = [
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['7 / 2', 3],
  ['-7 / 2', -3],
  ['-7 % 3', -1],
  ['6 & 3 | 8', 10],
  ['-2147483648', -2147483648],
  ['2147483648', 2147483648n],
  ['1 + NULL', null],
  ["N'a' + N'b'", 'ab'],
  ["N'a' + NULL", null],
  ["'5' + 1", 6],
  ['0x01 + 0x02', Buffer.of(1, 2)],
  ['CASE WHEN 1 = 2 THEN 1 WHEN 2 = 2 THEN 2 END', 2],
  ["CASE 3 WHEN 1 THEN 'a' ELSE 'b' END", 'b'],
  ['COALESCE(NULL, 2, 3)', 2],
  ["ISNULL(CAST(NULL AS varchar(2)), 'abc')", 'ab'],
  ['NULLIF(1, 1)', null],
  ['IIF(1 < 2, 1, 2)', 1],
  ["LEN(N'ab  ')", 2],
  ["DATALENGTH(N'ab  ')", 8],
  ["DATALENGTH('ab  ')", 4],
  ["UPPER('äb') + LOWER('ÄB')", 'ÄBäb'],
  ["SUBSTRING('abcdef', 2, 3)", 'bcd'],
  ["SUBSTRING('abcdef', 0, 3)", 'ab'],
  ["LEFT('abc', 2) + RIGHT('abc', 1)", 'abc'],
  ["REPLACE('aXbX', 'X', '-')", 'a-b-'],
  ["CHARINDEX('B', 'abc')", 2],
  ["RTRIM('a ') + LTRIM(' b')", 'ab'],
  ["CONCAT('a', NULL, 1)", 'a1'],
  ["QUOTENAME('a]b')", '[a]]b]'],
  [
    "CONVERT(varchar(64), HASHBYTES('SHA2_256', 'abc'), 2)",
    'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD',
  ],
  ["CAST('12' AS int)", 12],
  ["CAST('' AS int)", 0],
  ['CAST(12345 AS varchar(3))', '*'],
  ["CAST('abcdef' AS varchar(3))", 'abc'],
  ["LEN(CAST(REPLICATE('x', 50) AS varchar))", 30],
  ["TRY_CAST('x' AS int)", null],
  ["TRY_CONVERT(datetime2, 'x')", null],
  ["CAST(N'a' AS varbinary(10))", Buffer.of(0x61, 0)],
  ["CAST('a' AS varbinary(10))", Buffer.of(0x61)],
  ["CONVERT(varbinary(10), '0x61', 1)", Buffer.of(0x61)],
  ['CONVERT(varchar(10), 0xAB, 1)', '0xAB'],
  ['CAST(258 AS binary(4))', Buffer.of(0, 0, 1, 2)],
  ['CAST(0x0102 AS int)', 258],
  ["CAST('2020-12-03T11:03:50.12345678' AS varchar(40))", '2020-12-03T11:03:50.12345678'],
  ["CAST('2020-12-03T11:03:50.1234567' AS datetime2(3))", '2020-12-03T11:03:50.123'],
  ["CAST('2020-12-03T11:03:50.9999' AS datetime2(3))", '2020-12-03T11:03:51.000'],
  ["CAST('9999-12-31 23:59:59' AS datetime2(0))", '9999-12-31T23:59:59'],
  ["CAST('2020-12-03T11:03:50.128' AS datetime)", '2020-12-03T11:03:50.127'],
  ["CONVERT(varchar(30), CAST('2020-12-03T11:03:50.123' AS datetime2(3)), 126)", '2020-12-03T11:03:50.123'],
  ["CONVERT(varchar(30), CAST('2020-12-03 11:03:50' AS datetime), 120)", '2020-12-03 11:03:50'],
  ["CAST(CAST('2020-12-03 15:03:50' AS datetime) AS varchar(30))", 'Dec  3 2020  3:03PM'],
  ["DATEDIFF(second, '2020-01-01T00:00:59', '2020-01-01T00:01:01')", 2],
  ["DATEDIFF(minute, '2020-01-01T00:00:59', '2020-01-01T00:01:01')", 1],
  [
    "CAST('f3483959-36e0-4a10-8b42-9d3513c3f0d9' AS uniqueidentifier)",
    'F3483959-36E0-4A10-8B42-9D3513C3F0D9',
  ],
  [
    "CAST(CAST('F3483959-36E0-4A10-8B42-9D3513C3F0D9' AS uniqueidentifier) AS binary(4))",
    Buffer.of(0x59, 0x39, 0x48, 0xf3),
  ],
  ["CAST('true' AS bit)", true],
  ['(SELECT MAX(v.a) FROM (VALUES (1), (3), (2)) AS v (a))', 3],
];

/** What is true (1), false (0) or unknown (null). */
const CONDITIONS: readonly (readonly [condition: string, truth: 1 | 0 | null])[] = [
  ["N'a' = N'A'", 1],
  ["N'a' = N'a  '", 1],
  ["N'a' COLLATE Latin1_General_BIN2 = N'A'", 0],
  ["N'a' COLLATE Latin1_General_BIN2 = N'a  '", 1],
  ["N'a' COLLATE Latin1_General_CS_AS = N'A'", 0],
  ["N'e' = N'é'", 0],
  ["N'e' COLLATE Latin1_General_CI_AI = N'É'", 1],
  ["N'b' > N'A'", 1],
  ["N'B' COLLATE Latin1_General_BIN2 < N'a'", 1],
  ['0x01 = 0x0100', 1],
  ['NULL = NULL', null],
  ['NULL IS NULL', 1],
  ['1 = 1 AND NULL = 1', null],
  ['1 = 2 AND NULL = 1', 0],
  ['1 = 1 OR NULL = 1', 1],
  ['NOT (NULL = 1)', null],
  ['1 IN (1, NULL)', 1],
  ['2 IN (1, NULL)', null],
  ['2 NOT IN (1, NULL)', null],
  ['2 NOT IN (1, 3)', 1],
  ['2 IN (SELECT v.a FROM (VALUES (1), (2)) AS v (a))', 1],
  ['2 BETWEEN 1 AND 2', 1],
  ["'abc' LIKE 'A_c'", 1],
  ["'abc' LIKE '%[b-d]'", 1],
  ["'abc' LIKE '[^a]%'", 0],
  ["'a_c' LIKE 'a!_c' ESCAPE '!'", 1],
  ["'abc' LIKE 'a!_c' ESCAPE '!'", 0],
  ["'10' = 10", 1],
  ["CAST('2020-01-01' AS datetime2(0)) = '2020-01-01T00:00:00'", 1],
  [
    "CAST('F3483959-36E0-4A10-8B42-9D3513C3F0D9' AS uniqueidentifier) = 'f3483959-36e0-4a10-8b42-9d3513c3f0d9'",
    1,
  ],
  ['EXISTS (SELECT 1 WHERE 1 = 2)', 0],
  ['EXISTS (SELECT NULL INTERSECT SELECT NULL)', 1],
  ['EXISTS (SELECT 1, NULL INTERSECT SELECT 1, 2)', 0],
];

/** What fails, and how. */
const FAILURES: readonly (readonly [expression: string, number: number, message?: string])[] = [
  ["CAST('x' AS int)", 245, "Conversion failed when converting the varchar value 'x' to data type int."],
  ["CAST(N'99999999999' AS int)", 248],
  ["CAST('300' AS tinyint)", 244],
  ['CAST(300 AS tinyint)', 220, 'Arithmetic overflow error for data type tinyint, value = 300.'],
  ['CAST(70000 AS smallint)', 220],
  ['CAST(3000000000 AS int)', 8115],
  ['2147483647 + 1', 8115],
  ["CAST(N'x' AS bigint)", 8114, 'Error converting data type nvarchar to bigint.'],
  [
    "CAST('2020-02-30' AS datetime2)",
    241,
    'Conversion failed when converting date and/or time from character string.',
  ],
  ["CAST('1752-12-31' AS datetime)", 242],
  ["CAST('x' AS uniqueidentifier)", 8169],
  ['CAST(1 AS datetime2)', 206],
  ["ISNULL(CAST(NULL AS varbinary(2)), N'a')", 257],
  ['CAST(12345 AS nvarchar(3))', 8115],
  ["CAST(CAST('F3483959-36E0-4A10-8B42-9D3513C3F0D9' AS uniqueidentifier) AS varchar(10))", 8170],
];

describe('expressions of T-SQL', () => {
  let server: TdsServer;
  let database: DatabaseHandle;

  before(async () => {
    server = await startTdsServer({ databases: ['ROOMS'] });
    database = server.database('ROOMS');
  });
  after(() => server.close());

  for (const [expression, value] of VALUES) {
    it(`${expression} is ${Buffer.isBuffer(value) ? value.toString('hex') : String(value)}`, async () => {
      expect(await database.execute(`SELECT ${expression} AS v`)).to.deep.equal([{ v: value }]);
    });
  }

  for (const [condition, truth] of CONDITIONS) {
    it(`${condition} is ${String(truth)}`, async () => {
      const sql = `SELECT CASE WHEN ${condition} THEN 1 WHEN NOT (${condition}) THEN 0 END AS v`;
      expect(await database.execute(sql)).to.deep.equal([{ v: truth }]);
    });
  }

  for (const [expression, number, message] of FAILURES) {
    it(`${expression} is error ${number}`, async () => {
      const error = await database.execute(`SELECT ${expression}`).catch((reason: unknown) => reason);
      expect(error).to.include({ number });
      if (message !== undefined) {
        expect(error).to.have.property('message', message);
      }
    });
  }

  it('agree on the time within a statement', async () => {
    const [row] = await database.execute(
      'SELECT DATEDIFF(ms, a.t, SYSUTCDATETIME()) AS ms FROM (SELECT SYSUTCDATETIME() AS t) AS a',
    );
    expect(row).to.deep.equal({ ms: 0 });
  });
});
