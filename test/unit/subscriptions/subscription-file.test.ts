import { expect } from 'chai';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { addEndRequests, removeEndRequests } from '../../../src/subscriptions/end-requests.ts';
import { openSubscriptionDatabase } from '../../../src/subscriptions/file-schema.ts';
import {
  createSubscriptionFile,
  readRecords,
  type SubscriptionFile,
  type SyncRequest,
  type SyncResult,
} from '../../../src/subscriptions/subscription-file.ts';
import { useTempFolder } from '../../support/temp-folder.ts';
import { at, MINUTE, notification, START, testBook, type TestBook } from './sender.ts';

describe('the subscriptions file', () => {
  const folder = useTempFolder();
  let databases: DatabaseSync[] = [];

  const open = (): { database: DatabaseSync; file: SubscriptionFile } => {
    const database = openSubscriptionDatabase(join(folder.path, 'subscriptions.db'));
    databases.push(database);
    return { database, file: createSubscriptionFile(database) };
  };
  const sync = (file: SubscriptionFile, request: Partial<SyncRequest> = {}): SyncResult =>
    file.sync({ run: 'one', now: START, changes: [], isBeat: false, forget: null, ...request });
  /** Hands over what a book has, and takes what the file has. */
  const exchange = (file: SubscriptionFile, { book }: TestBook): void => {
    book.refresh(sync(file, { changes: book.takeChanges(100) }).records);
  };

  beforeEach(() => {
    databases = [];
  });

  afterEach(() => databases.forEach((database) => database.close()));

  it('gives back at the next start what it was given', () => {
    const { receive, book, view } = testBook();
    receive(notification(at(0), at(5)), notification(at(9), at(12)), notification(at(5), at(7)));
    sync(open().file, { changes: book.takeChanges(100) });
    const later = testBook();
    later.book.refresh(sync(open().file).records);
    expect(later.view()).to.deep.equal(view());
  });

  it('adds up what two processes hand over, and tells each of the other', () => {
    const [one, two] = [open().file, open().file];
    const [first, second] = [testBook({ run: 'one' }), testBook({ run: 'two' })];
    first.receive(notification(at(0), at(5)));
    exchange(one, first);
    exchange(two, second);
    second.receive(notification(at(5), at(9)));
    first.pass(1);
    first.receive(notification(at(9), at(12)));
    expect(first.view().gaps).to.have.length(1);
    exchange(two, second);
    exchange(one, first);
    exchange(two, second);
    for (const { view } of [first, second]) {
      expect(view().counts).to.deep.include({ messages: 3, events: { ModifiedEvent: 3 } });
      expect(view()).to.deep.include({ gaps: [], lastWatermark: at(12) });
    }
    first.pass(10 * MINUTE);
    second.pass(10 * MINUTE);
    expect([...first.reports, ...second.reports]).to.deep.equal([]);
  });

  it('says nothing where nobody wrote anything', () => {
    const { file } = open();
    expect(sync(file).endRequests).to.deep.equal([]);
    expect(sync(file)).to.deep.equal({ records: [], endRequests: null, uncleanAt: 0 });
  });

  it('tells of requests to end a subscription, and of their being taken back', () => {
    const [mine, other] = [open(), open()];
    const request = { mandator: 'PROD', subscriptionId: 'Abc=', requestedAt: START };
    sync(mine.file);
    addEndRequests(other.database, [request]);
    expect(sync(mine.file).endRequests).to.deep.equal([request]);
    removeEndRequests(other.database, [{ mandator: 'PROD', subscriptionId: 'abc=' }]);
    expect(sync(open().file).endRequests).to.deep.equal([request]);
    removeEndRequests(other.database, [request]);
    expect(sync(mine.file).endRequests).to.deep.equal([]);
  });

  it('finds a run that did not end cleanly, at the next start', () => {
    sync(open().file, { run: 'killed', isBeat: true });
    const { file } = open();
    expect(sync(file, { run: 'next', isBeat: true, now: START + 1000 }).uncleanAt).to.equal(START + 1000);
  });

  it('finds a run beside that did not end cleanly, after a minute without word', () => {
    const { file } = open();
    sync(file, { run: 'survivor', isBeat: true });
    sync(open().file, { run: 'killed', isBeat: true, now: START });
    const before = sync(file, { run: 'survivor', isBeat: true, now: START + MINUTE }).uncleanAt;
    expect(sync(file, { run: 'survivor', isBeat: true, now: START + MINUTE + 1 }).uncleanAt)
      .to.equal(START + MINUTE + 1)
      .and.to.not.equal(before);
  });

  it('holds nothing against a run that ended cleanly', () => {
    const { file } = open();
    sync(file, { run: 'stopped', isBeat: true });
    file.endRun('stopped');
    expect(sync(open().file, { run: 'next', isBeat: true }).uncleanAt).to.equal(0);
  });

  it('forgets what was not heard for too long, what is too much, and its requests', () => {
    const { database, file } = open();
    const { book, receive, pass } = testBook();
    for (const subscriptionId of ['a', 'b', 'c', 'd']) {
      receive(notification(at(0), at(5), { subscriptionId }));
      pass(MINUTE);
    }
    sync(file, { changes: book.takeChanges(100) });
    addEndRequests(
      database,
      ['a', 'd'].map((subscriptionId) => ({ mandator: 'PROD', subscriptionId, requestedAt: START })),
    );
    const ids = (): string[] => readRecords(database).map(({ subscriptionId }) => subscriptionId);
    sync(file, { forget: { notHeardSince: START + 1, limit: 100 } });
    expect(ids()).to.have.members(['b', 'c', 'd']);
    sync(file, { forget: { notHeardSince: 0, limit: 2 } });
    expect(ids()).to.have.members(['c', 'd']);
    expect(sync(open().file).endRequests?.map(({ subscriptionId }) => subscriptionId)).to.deep.equal(['d']);
  });

  it('begins a subscription anew whose content is of no use', () => {
    const { database, file } = open();
    const { book, receive } = testBook();
    receive(notification(at(0), at(5)));
    database.exec(`INSERT INTO subscription VALUES ('PROD', 'subscription', 0, 0, '{"known": {}}')`);
    expect(sync(file, { changes: book.takeChanges(100) }).records).to.have.length(1);
    expect(readRecords(database)[0]?.counts.messages).to.equal(1);
  });

  it('leaves a file of a newer version alone', () => {
    open().database.exec('PRAGMA user_version = 99');
    expect(open).to.throw(/newer version/);
  });
});
