import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { openSpoolDatabase } from '../../../src/spool/schema.ts';
import { createSpoolQueue, type SpoolQueue } from '../../../src/spool/spool-queue.ts';
import { openSpoolReader } from '../../../src/spool/spool-reader.ts';
import type { SpoolEntry } from '../../../src/spool/spooled-row.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const NO_LIMIT = { maxBytes: 2 ** 40 };

function entries(names: readonly string[], mandator = 'PROD', size = 10): SpoolEntry[] {
  return names.map((name) => ({
    key: `${mandator}\n${name}`,
    mandator,
    rowKey: name,
    cameAt: 1000,
    layout: '[]',
    body: name.padEnd(size, '.'),
  }));
}

describe('the queue in the spool file', () => {
  const folder = useTempFolder();
  let database: DatabaseSync;
  let queue: SpoolQueue;
  beforeEach(() => {
    database = openSpoolDatabase(join(folder.path, 'spool.db'));
    queue = createSpoolQueue(database);
  });
  afterEach(() => database.close());
  const keys = (mandator = 'PROD', after = 0, limit = 100): string[] =>
    queue.read(mandator, after, limit).map((row) => row.rowKey);

  it('syncs every commit to the disk', () => {
    expect(database.prepare('PRAGMA journal_mode').get()).to.include({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).to.include({ synchronous: 2 });
  });

  it('gives rows back in the order they came, by mandator, from a number on', () => {
    queue.append([...entries(['b', 'a']), ...entries(['x'], 'TEST'), ...entries(['c'])], NO_LIMIT);
    expect(keys()).to.deep.equal(['b', 'a', 'c']);
    expect(keys('TEST')).to.deep.equal(['x']);
    const [first] = queue.read('PROD', 0, 1);
    expect(keys('PROD', first?.seq)).to.deep.equal(['a', 'c']);
  });

  it('takes a row once, at its first place', () => {
    expect(queue.append(entries(['a', 'b']), NO_LIMIT)).to.equal(2);
    expect(queue.append(entries(['c', 'a']), NO_LIMIT)).to.equal(1);
    expect(keys()).to.deep.equal(['a', 'b', 'c']);
  });

  it('takes all rows of a commit or none', () => {
    queue.append(entries(['a']), NO_LIMIT);
    const many = Array.from({ length: 200 }, (_, index) => `row ${index}`);
    expect(() => queue.append(entries(many, 'PROD', 1000), { maxBytes: 100_000 })).to.throw('100000 bytes');
    expect(keys()).to.deep.equal(['a']);
  });

  it('does not count a message that is there already against the limit', () => {
    queue.append(entries(['a']), NO_LIMIT);
    expect(queue.append(entries(['a']), { maxBytes: 1 })).to.equal(0);
  });

  it('never gives a number twice', () => {
    queue.append(entries(['a']), NO_LIMIT);
    const [before] = queue.read('PROD', 0, 1);
    queue.remove([before?.seq ?? 0]);
    queue.append(entries(['b']), NO_LIMIT);
    expect(queue.read('PROD', 0, 1)[0]?.seq).to.be.greaterThan(before?.seq ?? Infinity);
  });

  it('does not delete by number what has been set aside', () => {
    queue.append(entries(['a']), NO_LIMIT);
    const seq = queue.read('PROD', 0, 1)[0]?.seq ?? 0;
    queue.setAside([{ seq, code: '2628', reason: 'too long' }], 2000);
    queue.remove([seq]);
    expect(
      database
        .prepare('SELECT setAsideAt, code, reason FROM rows')
        .all()
        .map((row) => ({ ...row })),
    ).to.deep.equal([{ setAsideAt: 2000, code: '2628', reason: 'too long' }]);
    expect(keys()).to.deep.equal([]);
  });

  it('keeps totals that are what a count would be', () => {
    const reader = openSpoolReader(join(folder.path, 'spool.db'));
    try {
      queue.append([...entries(['a', 'b', 'é']), ...entries(['x'], 'TEST')], NO_LIMIT);
      queue.append(entries(['a', 'c']), NO_LIMIT);
      const seqs = queue.read('PROD', 0, 10).map(({ seq }) => seq);
      queue.remove(seqs.slice(0, 1));
      queue.setAside([{ seq: seqs[1] ?? 0, code: '1', reason: 'r' }], 1);
      const bytes = database
        .prepare(
          "SELECT sum(octet_length(body)) AS n FROM rows WHERE mandator = 'PROD' AND setAsideAt IS NULL",
        )
        .get()?.['n'];
      expect(reader.totals('prod')).to.deep.equal({
        mandator: 'prod',
        queuedRows: 2,
        queuedBytes: bytes,
        setAsideRows: 1,
        oldestAt: 1000,
      });
      database.exec('UPDATE rows SET setAsideAt = NULL');
      expect(reader.totals('PROD')).to.include({ queuedRows: 3, setAsideRows: 0 });
      database.exec('DELETE FROM rows');
      expect(reader.totals('PROD')).to.include({
        queuedRows: 0,
        queuedBytes: 0,
        setAsideRows: 0,
        oldestAt: null,
      });
      expect(reader.mandators()).to.deep.equal([]);
    } finally {
      reader.close();
    }
  });

  it('gives the disk its room back when it is emptied', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `row ${index}`);
    queue.append(entries(many, 'PROD', 1000), NO_LIMIT);
    queue.remove(queue.read('PROD', 0, 10_000).map(({ seq }) => seq));
    const slices = Array.from({ length: 100 }).findIndex(() => !queue.shrink());
    expect(slices).to.be.within(1, 20);
    const sizes = await Promise.all(
      ['spool.db', 'spool.db-wal'].map(async (name) => (await stat(join(folder.path, name))).size),
    );
    expect(sizes[0]).to.be.below(200_000);
    expect(sizes[1]).to.equal(0);
  });

  it('does not touch a file of a later version', () => {
    database.exec('PRAGMA user_version = 99');
    expect(() => openSpoolDatabase(join(folder.path, 'spool.db'))).to.throw('version 99');
  });
});
