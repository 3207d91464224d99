import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { describeStep } from '../../../src/selftest/texts.ts';
import type { SelftestReport } from '../../../src/selftest/step.ts';
import { SPOOL_FILE } from '../../../src/spool/schema.ts';
import { LOGIN, startCheckedServer, type CheckedServer } from '../../support/check-mssql.ts';
import { mailboxOf, post } from '../../support/post.ts';
import { selftestOf, stepsOf } from '../../support/selftest.ts';
import { ENDPOINT, startTestService, type TestService } from '../../support/service.ts';

const TABLE = 'dbo.SyncNotification';
const SENT = ['address: ok running', 'message: ok made', 'send: ok sent', 'reply: ok ok'];

describe('the self-test of a service with SQL Server', () => {
  let mssql: CheckedServer;
  let service: TestService;
  let env: Readonly<Record<string, string>>;
  /** Whether rows are taken out of the table as soon as they come in. */
  let isReaderFast = false;

  before(async () => {
    mssql = await startCheckedServer();
    database().onInsert(TABLE, async (trigger) => {
      if (isReaderFast) {
        await trigger.execute(`DELETE FROM ${TABLE};`);
      }
    });
    env = { SYNC_CONNECTION_STRING_PROD: mssql.connectionString, SYNC_WRITE_TIMEOUT_MS: '500' };
  });
  beforeEach(async () => {
    service = await startTestService({ env });
  });
  afterEach(async () => {
    mssql.server.faults.clear();
    isReaderFast = false;
    database().grant(LOGIN, TABLE, 'SELECT', 'INSERT');
    database().revoke(LOGIN, TABLE, 'DELETE');
    await service.stop();
    await mssql.run(`DELETE FROM ${TABLE};`);
  });
  after(() => mssql.server.close());

  const database = () => mssql.server.database('ROOMS');
  const stored = (): unknown[] => database().rows(TABLE);
  const test = (patienceMs = 10_000): Promise<SelftestReport> =>
    selftestOf({ dataDir: service.dataDir, address: service.address, env }, { patienceMs });
  const fill = (): Promise<unknown> =>
    post(service.port, { path: `${ENDPOINT}?PROD`, body: mailboxOf('before').next({ events: 3 }).body });
  const spooled = (): number => {
    const file = new DatabaseSync(join(service.dataDir, SPOOL_FILE), { readOnly: true });
    try {
      return Number(file.prepare('SELECT count(*) AS n FROM rows').get()?.['n']);
    } finally {
      file.close();
    }
  };

  it('removes its row and no other where it may', async () => {
    database().grant(LOGIN, TABLE, 'DELETE');
    await fill();
    const before = stored();
    expect(before).to.have.lengthOf(3);
    const report = await test();
    expect(stepsOf(report)).to.deep.equal([
      ...SENT,
      'spool: ok passed_by',
      'table: ok row_found',
      'remove: ok removed',
    ]);
    expect(stored()).to.deep.equal(before);
  });

  it('tells the statement that removes its row where it may not', async () => {
    await fill();
    const report = await test();
    expect(report.result).to.equal('warn');
    expect(stepsOf(report).slice(-2)).to.deep.equal(['table: ok row_found', 'remove: warn no_right']);
    const step = report.steps.at(-1)!;
    expect(describeStep(step, 'en').remedy).to.include(
      `GRANT DELETE ON [dbo].[SyncNotification] TO [${LOGIN}];`,
    );
    expect(describeStep(step, 'de').found).to.include('Der Schlüssel der Zeile ist');
    expect(stored()).to.have.lengthOf(4);
    await mssql.run(step.sql ?? '');
    expect(stored()).to.have.lengthOf(3);
  });

  it('takes its row out of the spool while the database is away', async () => {
    await mssql.server.stop();
    try {
      const report = await test(50);
      expect(stepsOf(report)).to.deep.equal([...SENT, 'spool: warn waiting', 'table: fail database']);
      expect(spooled()).to.equal(0);
    } finally {
      await mssql.server.start();
    }
  });

  it('waits for a spool that is being emptied', async () => {
    database().grant(LOGIN, TABLE, 'DELETE');
    const fault = mssql.server.faults.add({
      ...{ on: 'statement', match: /INSERT INTO/, times: Infinity },
      action: { error: 1222 },
    });
    const report = await selftestOf(
      { dataDir: service.dataDir, address: service.address, env },
      { onStep: ({ step }) => step === 'reply' && fault.remove() },
    );
    expect(stepsOf(report).slice(4)).to.deep.equal([
      'spool: ok forwarded',
      'table: ok row_found',
      'remove: ok removed',
    ]);
    expect(stored()).to.deep.equal([]);
  });

  it('tells that the database refuses the row for its data', async () => {
    mssql.server.faults.add({
      on: 'statement',
      match: /INSERT INTO/,
      times: Infinity,
      action: { error: 2628 },
    });
    const report = await test();
    expect(stepsOf(report).slice(4)).to.deep.equal(['spool: fail set_aside', 'table: ok reachable']);
    expect(report.steps[4]?.values['code']).to.equal('2628');
    expect(spooled()).to.equal(0);
  });

  it('tells that somebody was faster, or that the row went elsewhere', async () => {
    database().grant(LOGIN, TABLE, 'DELETE');
    isReaderFast = true;
    const report = await test();
    expect(stepsOf(report).slice(4)).to.deep.equal(['spool: ok passed_by', 'table: warn row_gone']);
  });

  it('looks for its row also where the reply got lost', async () => {
    database().grant(LOGIN, TABLE, 'DELETE');
    mssql.server.faults.add({ on: 'commit', action: { delay: 300 } });
    mssql.server.faults.add({ on: 'statement', match: /INSERT INTO/, action: { delay: 300 } });
    const report = await selftestOf(
      { dataDir: service.dataDir, address: service.address, env },
      { timeoutMs: 100, patienceMs: 5000 },
    );
    expect(stepsOf(report).slice(3)).to.deep.equal([
      'reply: fail timeout',
      'table: warn row_without_reply',
      'remove: ok removed',
    ]);
    expect(stored()).to.deep.equal([]);
  });

  it('takes its row out of the spool also where the reply got lost', async () => {
    mssql.server.faults.add({ on: 'statement', match: /INSERT INTO/, times: Infinity, action: 'stall' });
    const report = await selftestOf(
      { dataDir: service.dataDir, address: service.address, env },
      { timeoutMs: 100, patienceMs: 1500 },
    );
    expect(stepsOf(report).slice(3)).to.deep.equal(['reply: fail timeout', 'spool: warn waiting']);
    expect(spooled()).to.equal(0);
  });
});
