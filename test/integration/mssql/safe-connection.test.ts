import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { Request } from 'tedious';
import { SafeConnection } from '../../../src/store/mssql/safe-connection.ts';
import { openTestServer, type TestServerUnderTest } from '../../support/mssql.ts';

describe('a connection that is closed while a response is being read', () => {
  let mssql: TestServerUnderTest;

  before(async () => {
    mssql = await openTestServer();
  });

  after(() => mssql.close());

  it('lets the statement fail and ends nothing else', async () => {
    const connection = new SafeConnection(mssql.config);
    await new Promise<void>((resolve, reject) =>
      connection.connect((error) => (error ? reject(error) : resolve())),
    );
    const ended = new Promise((resolve) => connection.once('end', resolve));
    const error = await new Promise<unknown>((resolve) => {
      const request = new Request('SELECT 1 AS a; SELECT 2 AS b;', resolve);
      request.once('row', () => connection.close());
      connection.execSqlBatch(request);
    });
    expect(error).to.include({ code: 'ECLOSE' });
    await ended;
    // An error that nobody can catch would come with the rest of the response, within these turns, and fail the run.
    for (let turn = 0; turn < 10; turn++) {
      await nextTurn();
    }
  });
});
