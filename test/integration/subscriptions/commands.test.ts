import { expect } from 'chai';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Mailbox } from '../../../src/exchange/messages.ts';
import { SUBSCRIPTIONS_FILE } from '../../../src/subscriptions/file-schema.ts';
import { readRecords } from '../../../src/subscriptions/subscription-file.ts';
import type { SubscriptionView } from '../../../src/subscriptions/view.ts';
import { OK_BODY, mailboxOf, post } from '../../support/post.ts';
import { runCli, type CliResult } from '../../support/run-cli.ts';
import { ENDPOINT, startTestService, type TestService } from '../../support/service.ts';
import { useTempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const UNSUBSCRIBE_BODY = OK_BODY.replace('>OK<', '>Unsubscribe<');

describe('the commands on subscriptions, beside a running service', function () {
  this.timeout(60_000);
  let service: TestService;
  let mailbox: Mailbox;

  const send = async (from: Mailbox, mandator = 'Default'): Promise<string> => {
    const reply = await post(service.port, { path: `${ENDPOINT}?${mandator}`, body: from.next().body });
    return reply.text;
  };
  const run = (...args: string[]): Promise<CliResult> =>
    runCli(['subscriptions', ...args], {
      cwd: service.dataDir,
      env: { SYNC_DATA_DIR: service.dataDir, SYNC_MANDATORS: 'Default,OLD' },
    });
  const listed = async (...args: string[]): Promise<SubscriptionView[]> =>
    JSON.parse((await run('list', '--json', ...args)).out) as SubscriptionView[];
  /** How many messages of subscriptions stand in the file, which is written every other second. */
  const messagesInFile = (): number => {
    const database = new DatabaseSync(join(service.dataDir, SUBSCRIPTIONS_FILE), { readOnly: true });
    try {
      return readRecords(database).reduce((sum, { counts }) => sum + counts.messages, 0);
    } finally {
      database.close();
    }
  };
  const untilWritten = (count: number): Promise<void> =>
    until(`${count} messages stand in the subscriptions file`, () => messagesInFile() === count);
  /** Sends messages until the service has noticed what was asked for. */
  const untilAnswered = async (body: string): Promise<number> => {
    let sent = 0;
    for (let reply = ''; reply !== body; sent++) {
      reply = await send(mailbox);
    }
    return sent;
  };

  beforeEach(async () => {
    service = await startTestService({
      env: { SYNC_MANDATORS: 'Default,OLD', SYNC_RETIRED_MANDATORS: 'old' },
    });
    mailbox = mailboxOf('commands');
  });

  afterEach(() => service.stop());

  it('list and show what was heard', async () => {
    const other = mailboxOf('other');
    await send(mailbox);
    await send(mailbox);
    await send(other);
    await untilWritten(3);

    const views = await listed();
    expect(views.map(({ mailbox: guid }) => guid)).to.have.members([mailbox.guid, other.guid]);
    const [view] = await listed('--mailbox', mailbox.guid.toUpperCase());
    expect(view).to.deep.include({
      mandator: 'Default',
      subscriptionId: mailbox.subscriptionId,
      state: 'active',
      exchangeServer: 'exchange01.corp.example.com',
      gaps: [],
    });
    expect(view?.counts).to.include({ messages: 2, duplicates: 0 });
    const table = await run('list', '--server', 'EXCHANGE01');
    expect(table).to.include({ exitCode: 0, err: '' });
    expect(table.out).to.contain(mailbox.guid).and.to.contain(other.guid);
    const details = await run('show', view?.subscription ?? '');
    expect(details.out)
      .to.contain(mailbox.subscriptionId)
      .and.to.match(/^Messages +2$/m);

    const env = { SYNC_DATA_DIR: service.dataDir, SYNC_MANDATORS: 'Default,OLD', LANG: 'de' };
    const inGerman = (...args: string[]): Promise<CliResult> =>
      runCli(['subscriptions', ...args], { cwd: service.dataDir, env });
    expect((await inGerman('list')).out).to.match(
      /^Mandant +Postfach +Server +Zustand .*\n.*\nDefault .* aktiv /,
    );
    expect((await inGerman('show', view?.subscription ?? '')).out).to.match(/^Meldungen +2$/m);
    expect((await inGerman('list', '--ended')).out).to.equal('Keine von 2 Subscriptions.\n');
    expect((await inGerman('end', mailbox.subscriptionId, '--dry-run')).out).to.match(
      /\n1 Subscription würde bei der nächsten Meldung mit Unsubscribe beantwortet\.\n$/,
    );
  });

  it('end a subscription with its next message, which is stored, and take that back', async () => {
    await send(mailbox);
    await untilWritten(1);
    const ended = await run('end', mailbox.subscriptionId);
    expect(ended).to.include({ exitCode: 0, err: '' });
    expect(ended.out).to.contain('1 subscription will be answered Unsubscribe');

    const sent = await untilAnswered(UNSUBSCRIBE_BODY);
    expect(service.rows()).to.have.length(2 + 2 * sent);
    await untilWritten(1 + sent);
    const [view] = await listed('--ended');
    expect(view?.ended).to.include({ by: 'service' });

    expect((await run('end', '--mailbox', mailbox.guid, '--undo')).out).to.contain(
      '1 subscription will go on',
    );
    await untilAnswered(OK_BODY);
    const reports = service
      .lines()
      .filter(({ message }) => message === 'subscription was answered Unsubscribe');
    expect(reports).to.have.length(1);
    expect(reports[0]).to.include({ mailbox: mailbox.guid, subscriptionId: mailbox.subscriptionId });
  });

  it('only tell which ones are meant in a dry run', async () => {
    await send(mailbox);
    await untilWritten(1);
    expect((await run('end', '--mandator', 'default', '--dry-run')).out).to.contain(
      '1 subscription would be answered Unsubscribe',
    );
    expect((await run('end', '--mandator', 'OLD')).out).to.contain('None');
    expect((await listed())[0]).to.include({ endRequestedAt: null });
  });

  it('are not needed for a mandator that is being retired', async () => {
    expect(await send(mailbox, 'OLD')).to.equal(UNSUBSCRIBE_BODY);
    expect(await send(mailboxOf('other'))).to.equal(OK_BODY);
    expect(service.rows()).to.have.length(4);
  });

  it('say what is wrong with their use', async () => {
    await send(mailbox);
    await untilWritten(1);
    expect(await run('end')).to.deep.include({ exitCode: 2, out: '' });
    expect((await run('end', '--server', '')).exitCode).to.equal(2);
    expect(await run('show', 'nobody')).to.deep.include({ exitCode: 1, out: '' });
    expect((await run('list', '--sort', 'colour')).exitCode).to.equal(2);
  });
});

describe('the commands on subscriptions, without a service', () => {
  const folder = useTempFolder();

  it('say that there is no file', async () => {
    const { exitCode, err } = await runCli(['subscriptions', 'list'], { cwd: folder.path });
    expect(exitCode).to.equal(1);
    expect(err).to.contain('subscriptions.db does not exist').and.to.contain('--data-dir');
  });

  it('tell how things were when it stopped', async () => {
    const service = await startTestService({ env: { SYNC_DATA_DIR: folder.path } });
    await post(service.port);
    await service.stop();
    const { exitCode, out, err } = await runCli(['subscriptions', 'list', '--data-dir', folder.path], {
      cwd: folder.path,
    });
    expect(exitCode).to.equal(0);
    expect(err).to.match(/^The service is not running: /);
    expect(out).to.contain('f3483959-36e0-4a10-8b42-9d3513c3f0d9').and.to.contain('active');
  });
});
