import { expect } from 'chai';
import {
  advice,
  createFailureList,
  formatProgress,
  formatSummary,
} from '../../../src/commands/send-report.ts';
import type { LoadSummary } from '../../../src/exchange/run-load.ts';

const URL_SENT = new URL('https://host:8443/Webservices/SyncNotification.svc?PROD');
const SUMMARY: LoadSummary = {
  count: 4,
  ok: 3,
  events: 8,
  outcomes: { OK: 3, '503': 1 },
  elapsedMs: 2000,
  messagesPerSecond: 1.5,
  eventsPerSecond: 3,
  latencyMs: { p50: 1.234, p90: 20.4, p99: 300, max: 300 },
  replyMs: { p50: 1, p90: 2, p99: 3, max: 3 },
};

describe('formatSummary', () => {
  it('lines up what was sent and what came back', () => {
    expect(formatSummary(SUMMARY, URL_SENT, false)).to.equal(
      'sent        4 messages, 8 events to https://host:8443/Webservices/SyncNotification.svc?PROD\n' +
        'replies     OK 3, 503 1\n' +
        'time        2.00 s, answered OK: 1.5 messages/s, 3.0 events/s\n' +
        'latency     p50 1.23 ms, p90 20 ms, p99 300 ms, max 300 ms\n',
    );
  });

  it('adds the time of the replies alone where a rate was kept', () => {
    expect(formatSummary(SUMMARY, URL_SENT, true)).to.contain('\nreply time  p50 1.00 ms, p90 2.00 ms');
  });
});

describe('formatProgress', () => {
  it('fills a bar towards a count', () => {
    expect(formatProgress({ done: 5, ok: 4, total: 10, elapsedMs: 500 })).to.equal(
      `[${'#'.repeat(15)}${'-'.repeat(15)}] 5/10 sent, 1 not OK, 10/s`,
    );
  });

  it('counts without a bar towards a duration', () => {
    expect(formatProgress({ done: 5, ok: 5, total: null, elapsedMs: 1000 })).to.equal(
      '5 sent, 0 not OK, 5/s',
    );
  });
});

describe('createFailureList', () => {
  it('counts equal failures as one and leaves out what was OK', () => {
    const list = createFailureList();
    const failed = { ok: false, subscriptionStatus: null, fault: null, ms: 1 } as const;
    list.add({ ...failed, status: 500, fault: 'a' });
    list.add({ ...failed, status: 200, ok: true, subscriptionStatus: 'OK' });
    list.add({ ...failed, status: 500, fault: 'b' });
    list.add({ ...failed, status: 500, fault: 'a' });
    expect(list.list()).to.deep.equal([
      { outcome: '500 fault', text: 'a', times: 2 },
      { outcome: '500 fault', text: 'b', times: 1 },
    ]);
  });
});

describe('advice', () => {
  for (const [outcome, text] of [
    ['DEPTH_ZERO_SELF_SIGNED_CERT', '--insecure'],
    ['ECONNREFUSED', 'Nothing listens at host:8443'],
    ['ENOTFOUND', 'The name host is not known'],
    ['ETIMEDOUT', 'firewall'],
    ['TIMEOUT', '--timeout'],
    ['200 ECONNRESET', 'closed the connection'],
    ['EPROTO', 'does not speak TLS'],
    ['HPE_INVALID_CONSTANT', 'does not speak HTTP'],
    ['404', 'no service at /Webservices/SyncNotification.svc'],
    ['403', 'SYNC_ALLOW'],
  ] as const) {
    it(`says what to check after ${outcome}`, () => {
      expect(advice(outcome, URL_SENT)).to.contain(text);
    });
  }

  it('adds nothing to a fault', () => {
    expect(advice('500 fault', URL_SENT)).to.equal('');
  });
});
