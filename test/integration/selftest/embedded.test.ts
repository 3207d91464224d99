import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { DEFAULT_MAPPING } from '../../../src/mapping/default-mapping.ts';
import { createSelftest } from '../../../src/selftest/create-selftest.ts';
import { givenAddress } from '../../../src/selftest/address.ts';
import { loadSettings } from '../../../src/config/settings.ts';
import { loadMapping } from '../../../src/mapping/load-mapping.ts';
import { startOldEndpoint, type OldEndpoint } from '../../support/old-endpoint.ts';
import { mailboxOf, post } from '../../support/post.ts';
import { selftestOf, stepsOf } from '../../support/selftest.ts';
import { startTestService, type LogLine, type TableRow, type TestService } from '../../support/service.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const ALL_WELL = [
  'message: ok made',
  'send: ok sent',
  'reply: ok ok',
  'table: ok row_found',
  'remove: ok removed',
];

describe('the self-test of a service with the embedded store', () => {
  const folder = useTempFolder();
  let service: TestService | null = null;
  let old: OldEndpoint | null = null;
  afterEach(async () => {
    await service?.stop();
    await old?.close();
    service = null;
    old = null;
  });
  const start = async (env: Readonly<Record<string, string>> = {}): Promise<TestService> => {
    service = await startTestService({ env });
    return service;
  };
  const rows = (table?: string): TableRow[] => service?.rows(table) ?? [];
  const lines = (): LogLine[] => service?.lines() ?? [];

  it('follows a message to the table and removes its row and no other', async () => {
    const { dataDir, address, port } = await start();
    await post(port, { body: mailboxOf('before').next().body });
    const before = rows();
    const report = await selftestOf({ dataDir, address });
    expect(stepsOf(report)).to.deep.equal(['address: ok running', ...ALL_WELL]);
    expect(report).to.include({ mandator: 'Default', result: 'ok' });
    expect(rows()).to.deep.equal(before);
  });

  it('leaves no subscription behind, and nothing with the old endpoint', async () => {
    old = await startOldEndpoint();
    const { dataDir, address, port } = await start({ SYNC_MIRROR: old.url });
    const report = await selftestOf({ dataDir, address });
    expect(report.result).to.equal('ok');
    const { body, subscriptionId } = mailboxOf('real').next();
    await post(port, { body });
    const [copy] = await old.got(1);
    expect(copy?.body.toString()).to.include(subscriptionId);
    await service?.stop();
    expect(old.received).to.have.lengthOf(1);
    expect(lines().filter(({ message }) => String(message).includes('subscription'))).to.deep.equal([]);
  });

  it('goes to the service itself over its own TLS, and over a socket', async () => {
    const tls = new URL('../../fixtures/tls/', import.meta.url);
    const settings = {
      https: {
        SYNC_TLS_CERT: fileURLToPath(new URL('localhost.cert.pem', tls)),
        SYNC_TLS_KEY: fileURLToPath(new URL('localhost.key.pem', tls)),
      },
      socket: { PORT: join(folder.path, 'socket') },
    };
    for (const [name, env] of Object.entries(settings)) {
      const { dataDir, address } = await start(env);
      const report = await selftestOf({ dataDir, address, env });
      expect(stepsOf(report), name).to.deep.equal(['address: ok running', ...ALL_WELL]);
      await service?.stop();
    }
  });

  it('finds its row whatever the mapping makes of it', async () => {
    const mappings = {
      // No column shows the mark; the hidden digest of the embedded store is all there is.
      hidden: {
        table: 'Hidden',
        events: ['StatusEvent', 'ModifiedEvent'],
        columns: [
          { name: 'Note', type: 'nvarchar(20)', context: 'envelope', value: "'changed'" },
          { name: 'Mark', type: 'nvarchar(64)', context: 'event', value: 'substring(t:Watermark, 5)' },
          { name: 'At', type: 'datetime', context: 'envelope', value: '$receivedAt' },
        ],
        key: ['Mark'],
      },
      errors: { ...DEFAULT_MAPPING, events: ['Error'] },
      parts: {
        table: 'Parts',
        events: ['DeletedEvent'],
        columns: [
          { name: 'Mailbox', type: 'uniqueidentifier', context: 'message', value: '$mailbox' },
          { name: 'Since', type: 'datetime2(7)', context: 'message', value: '$subscribedAt' },
          { name: 'Item', type: 'varchar(400)', context: 'event', value: 't:ItemId/@Id' },
          { name: 'More', type: 'bit', context: 'notification', value: 't:MoreEvents' },
        ],
        key: ['Mailbox', 'Item', 'More'],
        digest: 'Hash',
      },
    };
    for (const [name, mapping] of Object.entries(mappings)) {
      const file = join(folder.path, `${name}.json`);
      await writeFile(file, JSON.stringify(mapping));
      const env = { SYNC_MAPPING: file };
      const { dataDir, address } = await start(env);
      const report = await selftestOf({ dataDir, address, env });
      expect(stepsOf(report), name).to.deep.equal(['address: ok running', ...ALL_WELL]);
      expect(rows(mapping.table.replace('dbo.', '')), name).to.deep.equal([]);
      await service?.stop();
    }
  });

  it('tells that it is not among those who may call', async () => {
    const { dataDir, address } = await start({ SYNC_ALLOW: '203.0.113.0/24' });
    const report = await selftestOf({ dataDir, address });
    expect(stepsOf(report).slice(2)).to.deep.equal(['send: ok sent', 'reply: fail caller_not_allowed']);
    expect(report.result).to.equal('fail');
    expect(rows()).to.deep.equal([]);
  });

  it('removes its row also where a retired mandator is answered Unsubscribe', async () => {
    const { dataDir, address } = await start({ SYNC_RETIRED_MANDATORS: 'Default' });
    const report = await selftestOf({ dataDir, address });
    expect(stepsOf(report).slice(3)).to.deep.equal([
      'reply: fail unsubscribe',
      'table: ok row_found',
      'remove: ok removed',
    ]);
    expect(rows()).to.deep.equal([]);
  });

  it('tells a wrong path and a mandator that the service does not have', async () => {
    const { dataDir, url } = await start();
    const wrong = givenAddress(new URL(url.replace('SyncNotification', 'Other')));
    expect(stepsOf(await selftestOf({ dataDir, to: wrong })).at(-1)).to.equal('reply: fail path_unknown');
    const other = await selftestOf({
      dataDir,
      to: givenAddress(new URL(url)),
      env: { SYNC_MANDATORS: 'Other' },
    });
    expect(stepsOf(other).at(-1)).to.equal('reply: fail mandator_unknown');
  });

  it('tells where it looks for the row in vain', async () => {
    const { url } = await start();
    const report = await selftestOf({ dataDir: folder.path, to: givenAddress(new URL(url)) });
    expect(stepsOf(report).slice(3)).to.deep.equal(['reply: ok ok', 'table: fail no_file']);
    expect(report.steps.at(-1)?.values['reason']).to.include(folder.path);
  });

  it('runs once at a time behind the button, and only for mandators that there are', async () => {
    const { dataDir, address } = await start();
    const settings = loadSettings({ env: { SYNC_DATA_DIR: dataDir }, cwd: dataDir });
    const files = { embeddedStore: join(dataDir, 'sync-notification.db'), spool: join(dataDir, 'spool.db') };
    const selftest = createSelftest({ settings, mapping: await loadMapping(undefined), files, address });
    const heard: string[] = [];
    const first = selftest('default', ({ step }) => heard.push(step));
    expect(await selftest('Default')).to.equal(null);
    const report = await first;
    expect(report).to.include({ mandator: 'Default', result: 'ok' });
    expect(heard).to.deep.equal(report?.steps.map(({ step }) => step));
    expect((await selftest('DEFAULT'))?.result).to.equal('ok');
    const failure = await selftest('Nobody').catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(RangeError);
  });
});
