import { expect } from 'chai';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fields } from '../../../src/log/format-line.ts';
import { addEndRequests } from '../../../src/subscriptions/end-requests.ts';
import {
  createSubscriptionTracker,
  type SubscriptionTracker,
  type TrackedReceipt,
  type TrackerOptions,
} from '../../../src/subscriptions/tracker.ts';
import { useTempFolder } from '../../support/temp-folder.ts';
import { at, errorMessage, heartbeat, MINUTE, notification, START } from './sender.ts';
import { skipBecause } from '../../support/skip.ts';

const HOUR_MS = 3_600_000;

describe('the tracker of subscriptions', () => {
  const folder = useTempFolder();
  const trackers: SubscriptionTracker[] = [];
  let clock: number;
  let lines: { level: string; message: string; fields: Fields }[];

  const open = async (options: Partial<TrackerOptions> = {}): Promise<SubscriptionTracker> => {
    const logTo =
      (level: string) =>
      (message: string, fields: Fields = {}): void =>
        void lines.push({ level, message, fields });
    const tracker = await createSubscriptionTracker({
      file: join(folder.path, 'data', 'subscriptions.db'),
      log: { debug: logTo('debug'), info: logTo('info'), warn: logTo('warn'), error: logTo('error') },
      statusFrequencyMs: 30 * MINUTE,
      retiredMandators: [],
      maxSubscriptions: 1000,
      forgetAfterDays: 100,
      now: () => clock,
      // Only when a test asks for it.
      syncEveryMs: HOUR_MS,
      ...options,
    });
    trackers.push(tracker);
    return tracker;
  };
  const receipt = (...messages: TrackedReceipt['messages']): TrackedReceipt => ({
    mandator: 'PROD',
    outcome: 'stored',
    status: 'OK',
    messages,
  });
  const messagesSeen = (tracker: SubscriptionTracker): number | undefined =>
    tracker.snapshot().subscriptions[0]?.counts.messages;

  beforeEach(() => {
    clock = START;
    lines = [];
  });

  afterEach(async () => {
    await Promise.all(trackers.splice(0).map((tracker) => tracker.close()));
  });

  it('goes on after a stop where it was, and finds the gap that arose in between', async () => {
    const first = await open();
    first.record(receipt(notification(at(0), at(5))), new Date(clock));
    await first.close();
    const second = await open();
    clock += MINUTE;
    second.record(receipt(notification(at(9), at(12))), new Date(clock));
    clock += 10 * MINUTE;
    await second.sync();
    expect(messagesSeen(second)).to.equal(2);
    expect(lines.map(({ level, message }) => [level, message])).to.deep.equal([
      ['warn', 'subscription has a gap'],
    ]);
    expect(lines[0]?.fields).to.include({ mandator: 'PROD', subscriptionId: 'subscription' });
  });

  it('finds no gap in what a killed process may have received', async () => {
    const first = await open();
    first.record(receipt(notification(at(0), at(5))), new Date(clock));
    await first.sync();
    const second = await open();
    clock += MINUTE;
    second.record(receipt(notification(at(9), at(12))), new Date(clock));
    clock += 10 * MINUTE;
    await second.sync();
    expect(lines).to.deep.equal([]);
    second.record(receipt(notification(at(12), at(15))), new Date(clock));
    clock += 10 * MINUTE;
    second.record(receipt(notification(at(20), at(22))), new Date(clock));
    clock += 10 * MINUTE;
    await second.sync();
    expect(lines.map(({ message }) => message)).to.deep.equal(['subscription has a gap']);
  });

  it('answers Unsubscribe where that was asked for, however many messages come at once', async () => {
    const tracker = await open();
    tracker.record(receipt(notification(at(0), at(5))), new Date(clock));
    await tracker.sync();
    const [mine, other] = [
      notification(at(5), at(9)),
      notification(at(0), at(5), { subscriptionId: 'other' }),
    ];
    expect(tracker.statusFor('PROD', [mine])).to.equal('OK');
    const database = new DatabaseSync(join(folder.path, 'data', 'subscriptions.db'));
    addEndRequests(database, [{ mandator: 'PROD', subscriptionId: 'subscription', requestedAt: START }]);
    database.close();
    await tracker.sync();
    expect(tracker.statusFor('PROD', [mine])).to.equal('Unsubscribe');
    expect(tracker.statusFor('PROD', [mine, mine])).to.equal('Unsubscribe');
    expect(tracker.statusFor('PROD', [mine, other])).to.equal('OK');
    expect(tracker.statusFor('TEST', [mine])).to.equal('OK');
    expect(tracker.snapshot().subscriptions[0]?.endRequestedAt).to.equal(new Date(START).toISOString());
  });

  it('answers Unsubscribe to all of a retired mandator, whatever the case of its name', async () => {
    const tracker = await open({ retiredMandators: ['Zürich', 'Old'] });
    for (const [mandator, status] of [
      ['OLD', 'Unsubscribe'],
      ['ZÜRICH', 'Unsubscribe'],
      ['older', 'OK'],
    ] as const) {
      expect(tracker.statusFor(mandator, [notification(at(0), at(5))])).to.equal(status);
    }
  });

  it('logs errors with what to do, once a subscription and code', async () => {
    const tracker = await open();
    tracker.record(receipt(errorMessage('ErrorReadEventsFailed')), new Date(clock));
    tracker.record(receipt(errorMessage('ErrorReadEventsFailed')), new Date(clock));
    expect(lines).to.have.length(1);
    expect(lines[0]).to.deep.include({
      level: 'warn',
      message: 'Exchange reports an error of a subscription',
    });
    expect(lines[0]?.fields['advice']).to.contain('ROOMS has to create the subscription anew');
  });

  it('logs silence and its end', async () => {
    const tracker = await open();
    tracker.record(receipt(heartbeat(at(0))), new Date(clock));
    for (let minute = 0; minute < 62; minute++) {
      clock += MINUTE;
      await tracker.sync();
    }
    tracker.record(receipt(heartbeat(at(0))), new Date(clock));
    expect(lines.map(({ message }) => message)).to.deep.equal([
      'subscription has fallen silent',
      'subscription is heard again',
    ]);
    expect(lines[0]?.fields).to.include({ lastHeardAt: '2024-05-01T08:00:00.000Z' });
  });

  it('takes no refused message down', async () => {
    const tracker = await open();
    tracker.record({ ...receipt(notification(at(0), at(5))), outcome: 'refused' }, new Date(clock));
    tracker.record({ ...receipt(notification(at(0), at(5))), mandator: null }, new Date(clock));
    expect(tracker.snapshot().subscriptions).to.deep.equal([]);
  });

  it('sums up by mandator, and gives data that does not change any more', async () => {
    const tracker = await open();
    tracker.record(receipt(notification(at(0), at(5))), new Date(clock));
    const before = tracker.snapshot();
    tracker.record(receipt(errorMessage('ErrorReadEventsFailed')), new Date(clock));
    expect(before.totals).to.deep.equal([
      {
        mandator: 'PROD',
        active: 1,
        silent: 0,
        ended: 0,
        withGap: 0,
        lastHeardAt: '2024-05-01T08:00:00.000Z',
      },
    ]);
    expect(before.subscriptions[0]?.counts.messages).to.equal(1);
    expect(tracker.snapshot().totals[0]).to.include({ active: 0, ended: 1 });
  });

  it('shows many in pieces as it does at once, and hears of others in between', async () => {
    const tracker = await open();
    const hear = (number: number): void => {
      const named = { ...notification(at(0), at(5)), subscriptionId: `subscription ${number}` };
      tracker.record(receipt(named), new Date(clock));
    };
    Array.from({ length: 600 }, (_, index) => hear(index));
    const before = tracker.snapshot();
    const pieces = tracker.gradualSnapshot();
    hear(600);
    expect(await pieces).to.deep.equal(before);
    expect((await tracker.gradualSnapshot()).subscriptions).to.have.length(601);
  });

  it('works in memory where the file cannot be opened, and writes all of it when it can', async () => {
    const file = join(folder.path, 'data', 'subscriptions.db');
    await mkdir(file, { recursive: true });
    const tracker = await open();
    tracker.record(receipt(notification(at(0), at(5))), new Date(clock));
    expect(tracker.snapshot().storageError).to.be.a('string');
    expect(messagesSeen(tracker)).to.equal(1);
    await rm(file, { recursive: true });
    await tracker.sync();
    expect(tracker.snapshot().storageError).to.be.a('string');
    clock += MINUTE;
    await tracker.sync();
    expect(tracker.snapshot().storageError).to.equal(null);
    await tracker.close();
    expect(messagesSeen(await open())).to.equal(1);
    expect(lines.map(({ message }) => message)).to.deep.equal([
      'subscriptions are kept in memory only',
      'subscriptions are kept in their file again',
    ]);
  });

  it('moves a damaged file aside and begins a new one', async () => {
    await mkdir(join(folder.path, 'data'));
    await writeFile(join(folder.path, 'data', 'subscriptions.db'), 'no database at all '.repeat(100));
    const tracker = await open();
    tracker.record(receipt(notification(at(0), at(5))), new Date(clock));
    await tracker.sync();
    expect(tracker.snapshot().storageError).to.equal(null);
    expect(lines.map(({ message }) => message)).to.deep.equal([
      'subscriptions file was damaged, a new one is begun',
    ]);
    expect((await readdir(join(folder.path, 'data'))).join()).to.contain('subscriptions.db.corrupt-');
  });

  it('writes everything again when the file was deleted under it', async function () {
    if (process.platform === 'win32') {
      skipBecause(this, 'Windows does not delete a file that is open');
    }
    const tracker = await open();
    tracker.record(receipt(notification(at(0), at(5))), new Date(clock));
    await tracker.sync();
    await rm(join(folder.path, 'data'), { recursive: true });
    tracker.record(receipt(notification(at(5), at(9))), new Date(clock));
    await tracker.sync();
    clock += MINUTE;
    await tracker.sync();
    expect(messagesSeen(tracker)).to.equal(2);
    await tracker.close();
    expect(messagesSeen(await open())).to.equal(2);
  });
});
