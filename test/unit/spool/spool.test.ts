import { expect } from 'chai';
import { StoreError } from '../../../src/store/store-error.ts';
import { AWAY } from '../../support/fault-store.ts';
import { useSpoolFolder } from '../../support/spool.ts';
import { rowsNamed } from '../../support/spool-table.ts';
import { createStillClock } from '../../support/still-clock.ts';

const NOT_KNOWN = { written: null, duplicates: null, spooled: true };

describe('openSpool', () => {
  const folder = useSpoolFolder();

  it('leaves rows that the database takes to the database', async () => {
    const spool = await folder.open();
    expect(await spool.write('PROD', rowsNamed('a', 'b'))).to.deep.equal({ written: 2, duplicates: 0 });
    expect(await spool.write('PROD', rowsNamed('b', 'c'))).to.deep.equal({ written: 1, duplicates: 1 });
    expect(folder.ask('SELECT * FROM rows', folder.spoolFile)).to.deep.equal([]);
    expect(spool.spooled()).to.include({ state: 'empty', queuedRows: 0, reason: null, since: null });
  });

  for (const error of [
    AWAY,
    new StoreError('login failed', 'credentials', '18456'),
    new StoreError('invalid object name', 'schema', '208'),
  ]) {
    it(`has rows in the file before a write resolves that fails for class ${error.class}`, async () => {
      const spool = await folder.open();
      spool.inner.failWith(error);
      expect(await spool.write('PROD', rowsNamed('a', 'b'))).to.deep.equal(NOT_KNOWN);
      expect(folder.ask('SELECT mandator, cameAt > 0 AS dated FROM rows', folder.spoolFile)).to.deep.equal([
        { mandator: 'PROD', dated: 1 },
        { mandator: 'PROD', dated: 1 },
      ]);
      expect(spool.spooled()).to.include({ queuedRows: 2, reason: error.message, error: null });
      await spool.empty();
      expect(folder.stored()).to.deep.equal(['a', 'b']);
      expect(spool.spooled()).to.include({ state: 'empty', queuedRows: 0 });
    });
  }

  it('lets new rows queue behind spooled ones although the database is back', async () => {
    const spool = await folder.open();
    spool.inner.failWith(AWAY);
    await spool.write('PROD', rowsNamed('a'));
    const tried = spool.inner.tried.length;
    expect(await spool.write('PROD', rowsNamed('b', 'c'))).to.deep.equal(NOT_KNOWN);
    expect(spool.inner.tried.slice(tried).flat()).to.not.include(rowsNamed('b')[0]?.key);
    await spool.empty();
    await spool.write('PROD', rowsNamed('d'));
    expect(folder.stored()).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  it('holds up no other mandator', async () => {
    const spool = await folder.open();
    spool.inner.failWith(AWAY);
    await spool.write('PROD', rowsNamed('a'));
    spool.inner.failWith(null);
    expect(await spool.write('TEST', rowsNamed('b'))).to.deep.equal({ written: 1, duplicates: 0 });
    expect(spool.spooled('TEST').queuedRows).to.equal(0);
  });

  it('keeps the same row of two mandators apart', async () => {
    const spool = await folder.open();
    spool.inner.failWith(AWAY);
    await Promise.all([spool.write('PROD', rowsNamed('a')), spool.write('TEST', rowsNamed('a'))]);
    expect([spool.spooled('PROD').queuedRows, spool.spooled('TEST').queuedRows]).to.deep.equal([1, 1]);
  });

  it('takes over when the database misses its deadline, and the late commit stands once', async () => {
    const spool = await folder.open({ deadlineMs: 50 });
    spool.inner.hold();
    expect(await spool.write('PROD', rowsNamed('a', 'b'))).to.deep.equal(NOT_KNOWN);
    expect(spool.spooled()).to.include({ queuedRows: 2 });
    expect(spool.spooled().reason).to.include('50 ms');
    const emptied = spool.log.next('the spool is emptied');
    await spool.inner.release();
    expect(folder.stored()).to.deep.equal(['a', 'b']);
    spool.retryNow();
    await emptied;
    expect(folder.stored()).to.deep.equal(['a', 'b']);
  });

  it('sets a row aside that the database refuses for its data, and forwards all others in order', async () => {
    const spool = await folder.open();
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    spool.inner.refuse(rowsNamed('c', 'f').map((row) => row.key));
    const emptied = spool.log.next('the spool is emptied');
    expect(await spool.write('PROD', rowsNamed(...names))).to.deep.equal(NOT_KNOWN);
    await emptied;
    expect(folder.stored()).to.deep.equal(['a', 'b', 'd', 'e', 'g']);
    expect(spool.spooled()).to.include({ state: 'empty', queuedRows: 0, setAsideRows: 2 });
    const aside = folder.ask('SELECT body, code, reason, setAsideAt FROM rows', folder.spoolFile);
    expect(aside.map((row) => row['body'])).to.deep.equal(['["c",1]', '["f",1]']);
    expect(aside[0]).to.include({ code: '2628', reason: 'String or binary data would be truncated' });
    expect(await spool.write('PROD', rowsNamed('h'))).to.deep.equal({ written: 1, duplicates: 0 });
  });

  it('stores a message once that is sent again while it waits, and when its row was set aside', async () => {
    const spool = await folder.open();
    spool.inner.failWith(AWAY);
    await spool.write('PROD', rowsNamed('a', 'b'));
    await spool.write('PROD', rowsNamed('a', 'b'));
    expect(spool.spooled().queuedRows).to.equal(2);
    spool.inner.refuse(rowsNamed('a').map((row) => row.key));
    await spool.empty();
    await spool.write('PROD', rowsNamed('a'));
    expect(spool.spooled()).to.include({ queuedRows: 0, setAsideRows: 1 });
    expect(folder.stored()).to.deep.equal(['b']);
  });

  it('refuses what neither takes, with both reasons and nothing half-written', async () => {
    const spool = await folder.open({ limits: { maxBytes: 100_000, maxAgeMs: 3_600_000 } });
    spool.inner.failWith(AWAY);
    const names = Array.from({ length: 3000 }, (_, index) => `row ${index}`);
    const failure = await spool.write('PROD', rowsNamed('small', ...names)).then(
      () => null,
      (error: unknown) => error as StoreError,
    );
    expect(failure).to.include({ name: 'StoreError', class: 'transient', code: 'SPOOL_FULL' });
    expect(failure?.message).to.include('the server is away').and.include('spoolMaxBytes');
    expect(spool.spooled()).to.include({ state: 'unavailable', queuedRows: 0 });
    await spool.write('PROD', rowsNamed('small'));
    expect(spool.spooled()).to.include({ queuedRows: 1, error: null });
    expect(spool.log.lines.map((line) => line.message)).to.include.members([
      'the spool does not take rows',
      'the spool takes rows again',
    ]);
  });

  it('forwards at the start what an earlier process left behind', async () => {
    const before = await folder.open();
    before.inner.failWith(AWAY);
    await before.write('PROD', rowsNamed('a', 'b'));
    await before.close();
    const after = await folder.open();
    if (after.spooled().queuedRows > 0) {
      await after.log.next('the spool is emptied');
    }
    expect(folder.stored()).to.deep.equal(['a', 'b']);
  });

  it('tries again with growing pauses, and with fewer rows', async () => {
    const clock = createStillClock();
    const spool = await folder.open({ clock, random: () => 0 });
    spool.inner.failWith(AWAY);
    const later = spool.log.next('spooled rows are forwarded later');
    await spool.write('PROD', rowsNamed(...Array.from({ length: 600 }, (_, index) => `row ${index}`)));
    expect((await later).fields).to.include({ code: 'ESOCKET', delayMs: 500 });
    const pauses: unknown[] = [];
    for (let delay = 500; pauses.length < 6; delay = Number(pauses.at(-1))) {
      const next = spool.log.next('spooled rows are forwarded later');
      await clock.advance(delay);
      pauses.push((await next).fields['delayMs']);
    }
    expect(pauses).to.deep.equal([1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(spool.inner.tried.map((keys) => keys.length)).to.deep.equal([600, 500, 250, 125, 62, 31, 15, 7]);
  });

  it('logs that rows are spooled and that they are forwarded once each, not by row', async () => {
    const spool = await folder.open();
    spool.inner.failWith(AWAY);
    for (const name of ['a', 'b', 'c', 'd']) {
      await spool.write('PROD', rowsNamed(name));
    }
    await spool.empty();
    const told = spool.log.lines.filter(({ level }) => level !== 'debug');
    expect(told.map(({ message }) => message)).to.deep.equal(['rows are spooled', 'the spool is emptied']);
    expect(told[0]?.fields).to.include({ mandator: 'PROD', code: 'ESOCKET', class: 'transient' });
    expect(told[1]?.fields).to.include({ mandator: 'PROD', rows: 4 });
  });

  it('reports rows that are older than allowed, once and without touching them', async () => {
    const clock = createStillClock();
    let time = Date.parse('2024-05-01T00:00:00Z');
    const spool = await folder.open({ clock, wallClock: () => new Date(time) });
    spool.inner.failWith(AWAY);
    await spool.write('PROD', rowsNamed('a'));
    expect(spool.spooled().overdue).to.equal(false);
    time += 3_600_001;
    await clock.advance(3000);
    expect(spool.spooled()).to.include({ overdue: true, queuedRows: 1 });
    const overdue = spool.log.lines.filter(({ level }) => level === 'error');
    expect(overdue.map(({ message }) => message)).to.deep.equal(['spooled rows are older than allowed']);
  });

  it('spools what is under way when it is closed and the database does not take it', async () => {
    const spool = await folder.open({ deadlineMs: 100 });
    spool.inner.failWith(AWAY);
    spool.inner.hold();
    const write = spool.write('PROD', rowsNamed('a'));
    await spool.close();
    expect(await write).to.deep.equal(NOT_KNOWN);
    expect(folder.ask('SELECT count(*) AS n FROM rows', folder.spoolFile)).to.deep.equal([{ n: 1 }]);
    const refused = await spool.write('PROD', rowsNamed('b')).catch((error: unknown) => error);
    expect(refused).to.include({ name: 'StoreError', code: 'CLOSED' });
  });

  it('names mandators that wait in the file and are not served any more', async () => {
    const before = await folder.open();
    before.inner.failWith(AWAY);
    await before.write('TEST', rowsNamed('a'));
    await before.close();
    const after = await folder.open({ mandators: ['PROD'] });
    const line = after.log.lines.find(({ level }) => level === 'warn');
    expect(line?.message).to.equal('the spool holds rows of mandators that are not served');
    expect(line?.fields['mandators']).to.deep.equal(['TEST']);
  });

  it('finds the rows of a mandator whose spelling has changed', async () => {
    const before = await folder.open();
    before.inner.failWith(AWAY);
    await before.write('PROD', rowsNamed('a'));
    await before.close();
    const after = await folder.open({ mandators: ['prod'] });
    if (after.spooled('prod').queuedRows > 0) {
      await after.log.next('the spool is emptied');
    }
    expect(folder.stored()).to.deep.equal(['a']);
  });
});
