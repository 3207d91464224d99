import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect } from 'chai';
import { EMBEDDED_STORE_FILE } from '../../src/store/sqlite/store-file.ts';
import { mailboxOf, OK_BODY, post } from '../support/post.ts';
import { startTestService, type LogLine, type TestService } from '../support/service.ts';
import { openServerDatabase, type ServerDatabase } from '../support/trial/trial-database.ts';
import { until } from '../support/until.ts';

describe('the log of an outage under load', () => {
  let service: TestService;

  afterEach(() => service.stop());

  /** Sends messages in eight lanes. @returns how many were answered OK */
  async function send(lanes: number, each: number): Promise<number> {
    const answered = await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        const mailbox = mailboxOf(`outage ${lane} ${Math.random()}`);
        let ok = 0;
        for (let index = 0; index < each; index++) {
          const { text } = await post(service.port, { body: mailbox.next({ events: 1 }).body });
          ok += text === OK_BODY ? 1 : 0;
        }
        return ok;
      }),
    );
    return answered.reduce((sum, ok) => sum + ok, 0);
  }
  const named = (message: string): LogLine[] => service.lines().filter((line) => line['message'] === message);

  it('has a line for its beginning and one for its end, however many messages come', async () => {
    const database: ServerDatabase = await openServerDatabase();
    try {
      const env = { ...database.env, SYNC_WRITE_TIMEOUT_MS: '1000', SYNC_LOG_LEVEL: 'info' };
      service = await startTestService({ env });
      await until('the database is connected', () => named('database connected').length === 1);
      expect(await send(8, 5)).to.equal(40);
      await database.server.stop();
      expect(await send(8, 40)).to.equal(320);
      await database.server.start();
      await until('the database is back', () => named('database is back').length === 1);
      await until('the spool is emptied', () => named('the spool is emptied').length === 1);
      await service.stop();

      expect(named('notification stored')).to.have.length(360);
      const away = named('database does not take rows');
      expect(new Set(away.map(({ code }) => code)).size).to.equal(away.length);
      expect(away.length).to.be.within(1, 4);
      expect(named('database is back')[0]).to.include.keys('seconds', 'attempts', 'commitsGivenUp');
      expect(Number(named('database is back')[0]?.['attempts'])).to.be.greaterThan(0);
      expect(Number(named('database is back')[0]?.['commitsGivenUp'])).to.be.greaterThan(0);
      expect(named('the spool is emptied')[0]?.['rows']).to.be.greaterThan(300);
      const others = service.lines().filter(({ message }) => message !== 'notification stored');
      expect(others.length, JSON.stringify(others)).to.be.below(15);
    } finally {
      await service.stop();
      await database.close();
    }
  });

  it('has twenty lines of messages that failed in the same way, and one with the number of the rest', async () => {
    service = await startTestService({ env: { SYNC_WRITE_TIMEOUT_MS: '100' } });
    const blocker = new DatabaseSync(join(service.dataDir, EMBEDDED_STORE_FILE));
    try {
      blocker.exec('BEGIN IMMEDIATE');
      expect(await send(70, 1)).to.equal(0);
    } finally {
      blocker.close();
    }
    await service.stop();
    const failed = named('notification failed');
    expect(failed).to.have.length(21);
    expect(failed.at(-1)).to.include({ times: 50, withinSeconds: 60, code: 'DEADLINE' });
  });
});
