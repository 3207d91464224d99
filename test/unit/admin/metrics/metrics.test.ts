import { expect } from 'chai';
import { createMetrics, type Metrics } from '../../../../src/admin/metrics/metrics.ts';
import { EVENT_KINDS } from '../../../../src/mapping/events.ts';
import { answered, receiptOf } from '../../../support/answered.ts';
import { documentedMetrics } from '../../../support/documented-metrics.ts';
import { readSamples } from '../../../support/samples.ts';

const create = (): Metrics =>
  createMetrics({ version: '1.2.3', store: 'mssql', mandators: ['PROD', 'TEST'], eventKinds: EVENT_KINDS });

describe('createMetrics', () => {
  it('has the metrics that the documentation has, of the same types', () => {
    const described = create()
      .describe()
      .map(({ name, type }) => `${name} ${type}`);
    const documented = documentedMetrics().map(({ name, type }) => `${name} ${type}`);
    expect(documented.toSorted()).to.deep.equal(described.toSorted());
  });

  it('keeps its own counts apart from those of another', async () => {
    const [one, other] = [create(), create()];
    one.observer.rowsSpooled('PROD', 5);
    const spooled = 'sync_notification_rows_spooled_total{mandator="PROD"}';
    expect(readSamples(await one.text()).get(spooled)).to.equal(5);
    expect(readSamples(await other.text()).get(spooled)).to.equal(0);
  });

  it('has every mandator, kind and class from the start, so that the first of a kind is an increase', async () => {
    const samples = readSamples(await create().text());
    expect(
      samples.get('sync_notification_events_total{mandator="TEST",kind="FreeBusyChangedEvent"}'),
    ).to.equal(0);
    expect(samples.get('sync_notification_commit_failures_total{mandator="PROD",class="schema"}')).to.equal(
      0,
    );
    expect(samples.get('sync_notification_subscription_reports_total{mandator="PROD",kind="gap"}')).to.equal(
      0,
    );
  });

  it('counts events of kinds that nobody knows as unknown, and codes beyond the first hundred as other', async () => {
    const { observer, text } = create();
    const receipt = receiptOf({}, 'abc', { kind: 'TeleportedEvent', isKnown: false });
    observer.requestAnswered(answered({ receipt }));
    for (let number = 0; number < 300; number++) {
      observer.requestAnswered(answered({ receipt: receiptOf({ outcome: 'failed', code: `E${number}` }) }));
    }
    observer.requestAnswered(answered({ refusal: 'never "heard" of', status: 400 }));
    const samples = readSamples(await text());
    expect(samples.get('sync_notification_events_total{mandator="PROD",kind="unknown"}')).to.equal(1);
    expect([...samples.keys()].filter((name) => name.includes('Teleported'))).to.deep.equal([]);
    const codes = [...samples.keys()].filter((name) => name.startsWith('sync_notification_requests_total'));
    expect(codes.length).to.be.at.most(105);
    expect(
      samples.get('sync_notification_requests_total{outcome="refused",code="other",status="400"}'),
    ).to.equal(1);
  });

  it('counts events of stored notifications only', async () => {
    const { observer, text } = create();
    observer.requestAnswered(answered({ receipt: receiptOf({}) }));
    observer.requestAnswered(answered({ receipt: receiptOf({ outcome: 'failed', code: 'ESOCKET' }) }));
    const samples = readSamples(await text());
    expect(samples.get('sync_notification_events_total{mandator="PROD",kind="ModifiedEvent"}')).to.equal(1);
  });

  it('lets no metric stand for what it does not know', async () => {
    const samples = readSamples(await create().text());
    const known = [...samples.keys()].map((name) => name.replace(/\{.*/, ''));
    for (const name of [
      'disk_free_bytes',
      'spool_rows',
      'mirror_up',
      'mirror_sent_total',
      'spool_max_bytes',
    ]) {
      expect(known).to.not.include(`sync_notification_${name}`);
    }
  });
});
