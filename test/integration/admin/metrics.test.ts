import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openAdmin } from '../../support/admin.ts';
import { openWorkshop, type ChildService, type Workshop } from '../../support/child-service.ts';
import { documentedMetrics } from '../../support/documented-metrics.ts';
import { notificationWith } from '../../support/message.ts';
import { watchMetrics, type MetricsWatch } from '../../support/metrics-watch.ts';
import { heldAnswer, startOldEndpoint, type OldEndpoint } from '../../support/old-endpoint.ts';
import { mailboxOf, post, sample } from '../../support/post.ts';
import { faultReply } from '../../support/reply-server.ts';
import { openServerDatabase, type ServerDatabase } from '../../support/trial/trial-database.ts';

const JUMPING_CLOCK = fileURLToPath(new URL('../../support/jumping-clock.ts', import.meta.url));
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/tls/${name}`, import.meta.url));

/** What stays as it is for as long as a process lives. */
const CONSTANT = [
  'build_info',
  'spool_max_bytes',
  'disk_size_bytes',
  'certificate_not_after_timestamp_seconds',
  'process_start_time_seconds',
].map((name) => `sync_notification_${name}`);

describe('the metrics of a running service', function () {
  this.timeout(60_000).bail(true);
  let database: ServerDatabase;
  let workshop: Workshop;
  let old: OldEndpoint;
  let service: ChildService;
  let metrics: MetricsWatch;
  let clock: string;

  const send = async (body: string | Uint8Array): Promise<number> =>
    (await post(service.target, { body })).status;

  before(async () => {
    [database, workshop, old] = await Promise.all([
      // Narrower than the mapping says.
      openServerDatabase((script) => script.replace('[ItemId] nvarchar(512)', '[ItemId] nvarchar(450)')),
      openWorkshop(),
      startOldEndpoint(),
    ]);
    clock = join(workshop.dataDir, 'clock');
    writeFileSync(clock, '0');
    service = await workshop.start({
      env: {
        ...database.env,
        JUMPING_CLOCK: clock,
        SYNC_ADMIN_PORT: '0',
        SYNC_WRITE_TIMEOUT_MS: '2000',
        SYNC_SPOOL_MAX_AGE_MS: '60s',
        SYNC_STATUS_FREQUENCY_MS: '60s',
        SYNC_MIRROR: old.url,
        SYNC_MIRROR_TIMEOUT_MS: '1000',
        SYNC_MIRROR_QUEUE_BYTES: '1MiB',
      },
      nodeOptions: ['--import', JUMPING_CLOCK],
    });
    const { address } = await service.logged('the listener for administrators is open');
    metrics = watchMetrics(Number(new URL(String(address)).port));
    await metrics.scrapeUntil(
      'the database is there',
      (value) => value('database_up{mandator="DEFAULT"}') === 1,
    );
  });

  after(async () => {
    await workshop.clean();
    await Promise.all([database.close(), old.close()]);
  });

  it('tell of messages, repeated ones, refused ones, and of connections', async () => {
    const idle = connect(Number(service.target), '127.0.0.1');
    const garbage = connect(Number(service.target), '127.0.0.1').end('GARBAGE\r\n\r\n').resume();
    await Promise.all([once(idle, 'connect'), once(garbage, 'close')]);
    expect(await send(sample('seed-packet.xml'))).to.equal(200);
    expect(await send(sample('seed-packet.xml'))).to.equal(200);
    expect(await send('no xml')).to.equal(400);
    expect(await send(sample('error-readeventsfailed.xml'))).to.equal(200);
    const samples = await metrics.scrape();
    expect(samples.get('requests_total{outcome="stored",code="ok",status="200"}')).to.equal(3);
    expect(samples.get('reply_duration_seconds_count{outcome="refused"}')).to.equal(1);
    expect(samples.get('connections_refused_total{code="bad_framing"}')).to.equal(1);
    expect(samples.get('exchange_errors_total{mandator="DEFAULT"}')).to.equal(1);
    expect(samples.get('rows_duplicate_total{mandator="DEFAULT"}')).to.be.greaterThan(0);
    expect(samples.get('rows_written_total{mandator="DEFAULT"}')).to.equal(database.events().length);
    expect(samples.get('open_connections')).to.be.greaterThan(0);
    expect(samples.get('process_start_time_seconds')).to.be.greaterThan(1.7e9);
    expect(samples.get('spool_max_bytes')).to.be.greaterThan(1e6);
    expect(samples.get('disk_size_bytes')).to.be.greaterThan(samples.get('disk_free_bytes') ?? Infinity);
    expect([...samples.keys()].find((name) => name.startsWith('build_info'))).to.include('store="mssql"');
    idle.destroy();
  });

  it('tell of the old endpoint', async () => {
    const held = heldAnswer((_, response) => response.writeHead(500).end(faultReply('no')));
    old.answer = held.answer;
    expect(await send(sample('status-event.xml'))).to.equal(200);
    await metrics.scrapeUntil('a copy waits', (value) => value('mirror_waiting_bytes') > 0);
    held.release();
    await metrics.scrapeUntil(
      'its reply differs',
      (value) => value('mirror_replies_total{result="different"}') > 0,
    );
    await old.close();
    expect(await send(sample('status-event.xml'))).to.equal(200);
    await metrics.scrapeUntil(
      'it is away',
      (value) => value('mirror_up') === 0 && value('mirror_waiting_messages') > 0,
    );
    const large = Buffer.concat([sample('status-event.xml'), Buffer.alloc(600_000, ' ')]);
    expect(await send(large)).to.equal(200);
    expect(await send(large)).to.equal(200);
    await metrics.scrapeUntil('a copy does not fit', (value) => value('mirror_lost_total') > 0);
  });

  it('tell of rows that wait, that go through the spool, and that are set aside', async () => {
    const mailbox = mailboxOf('metrics');
    const next = (): string => mailbox.next({ events: 1 }).body;
    expect(await send(next())).to.equal(200);
    const slow = database.server.faults.add({ on: 'statement', match: /INSERT/, action: { delay: 800 } });
    const first = send(next());
    await slow.happened();
    const second = send(next());
    await metrics.scrapeUntil('a row waits', (value) => value('waiting_rows{mandator="DEFAULT"}') > 0);
    expect(await Promise.all([first, second])).to.deep.equal([200, 200]);

    const unfit =
      '<t:CreatedEvent><t:Watermark>w</t:Watermark><t:TimeStamp>2024-05-01T08:00:00Z</t:TimeStamp>';
    const item = `<t:ItemId Id="${'i'.repeat(500)}" ChangeKey="c"/></t:CreatedEvent>`;
    expect(await send(notificationWith(unfit + item))).to.equal(200);
    await metrics.scrapeUntil(
      'it is set aside',
      (value) => value('set_aside_rows{mandator="DEFAULT"}') === 1,
    );

    await database.server.stop();
    // One is never sent: a gap, and then something that is spooled.
    next();
    expect(await send(next())).to.equal(200);
    await metrics.scrapeUntil(
      'rows are spooled',
      (value) =>
        value('spool_rows{mandator="DEFAULT"}') > 0 &&
        value('database_up{mandator="DEFAULT"}') === 0 &&
        value('spool_state{mandator="DEFAULT",state="waiting"}') === 1 &&
        value('database_connect_failures_total{mandator="DEFAULT"}') > 0,
    );
  });

  it('tell of what only time brings: gaps, silence, rows that are overdue', async () => {
    writeFileSync(clock, '200000');
    await metrics.scrapeUntil(
      'gap, silence and age are noticed',
      (value) =>
        value('spool_overdue{mandator="DEFAULT"}') === 1 &&
        value('spool_oldest_age_seconds{mandator="DEFAULT"}') > 199 &&
        value('subscriptions_with_gap{mandator="DEFAULT"}') === 1 &&
        value('subscription_reports_total{mandator="DEFAULT",kind="gap"}') === 1 &&
        value('subscriptions{mandator="DEFAULT",state="silent"}') > 0,
    );
    renameSync(join(workshop.dataDir, 'subscriptions.db'), join(workshop.dataDir, 'moved.db'));
    await metrics.scrapeUntil('the file is missed', (value) => value('subscriptions_kept') === 0);
  });

  it('tell that everything is well again', async () => {
    await database.server.start();
    await metrics.scrapeUntil(
      'everything is forwarded',
      (value) =>
        value('spool_state{mandator="DEFAULT",state="empty"}') === 1 &&
        value('database_up{mandator="DEFAULT"}') === 1,
    );
    const samples = await metrics.scrape();
    const of = (name: string): number => samples.get(`${name}{mandator="DEFAULT"}`) ?? 0;
    expect(of('rows_forwarded_total') + of('rows_set_aside_total')).to.equal(of('rows_spooled_total'));
    expect(of('database_reconnects_total')).to.be.greaterThan(0);
    expect(of('database_connection_losses_total')).to.be.greaterThan(0);
    expect(of('rows_written_total')).to.equal(database.events().length);
  });

  it('have all moved, but for what is the same for as long as a process lives', async () => {
    const names = documentedMetrics().map(({ name }) => name);
    const stuck = (): string[] => {
      const moved = metrics.moved();
      return names.filter((name) => !moved.has(name) && !CONSTANT.includes(name));
    };
    let round = 0;
    await metrics
      .scrapeUntil('everything has moved', () => {
        // Something for the collector of garbage, the event loop and the disk.
        writeFileSync(join(workshop.dataDir, 'ballast'), Buffer.alloc(1_000_000 * ++round));
        return stuck().length === 0;
      })
      .catch((error: unknown) => {
        throw new Error(`${stuck().join(', ')} stood still`, { cause: error });
      });
  });

  it('count who is refused before a request is read, by reason', async () => {
    const closed = await openAdmin({ SYNC_ALLOW: '198.51.100.0/24' });
    expect((await post(closed.service.port)).status).to.equal(403);
    const strangers = (await closed.ask('/metrics')).text;
    await closed.service.stop();
    expect(strangers).to.include(
      'requests_total{outcome="refused",code="caller_not_allowed",status="403"} 1\n',
    );

    const narrow = await openAdmin({ SYNC_MAX_RATE_PER_ADDRESS: '1' });
    const replies = await Promise.all(Array.from({ length: 12 }, () => post(narrow.service.port)));
    const refused = replies.filter(({ status }) => status === 503).length;
    const flood = (await narrow.ask('/metrics')).text;
    await narrow.service.stop();
    expect(refused).to.be.greaterThan(0);
    expect(flood).to.include(
      `requests_total{outcome="refused",code="rate_of_sender",status="503"} ${refused}\n`,
    );
    expect(flood).to.include('sync_notification_open_connections');
  });

  it('have the end of the certificate where there is one', async () => {
    const admin = await openAdmin({
      SYNC_TLS_CERT: fixture('localhost.cert.pem'),
      SYNC_TLS_KEY: fixture('localhost.key.pem'),
    });
    const { text } = await admin.ask('/metrics');
    await admin.service.stop();
    const { validTo } = new X509Certificate(readFileSync(fixture('localhost.cert.pem')));
    expect(text).to.include(
      `\nsync_notification_certificate_not_after_timestamp_seconds ${Date.parse(validTo) / 1000}\n`,
    );
  });
});
