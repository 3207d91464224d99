import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { AWAY } from '../../support/fault-store.ts';
import { useSpoolFolder } from '../../support/spool.ts';
import { startSpoolProcess, type SpoolProcess } from '../../support/spool-process.ts';
import { rowsNamed } from '../../support/spool-table.ts';
import { skipBecause } from '../../support/skip.ts';

describe('several processes on one data folder', () => {
  const folder = useSpoolFolder();
  const processes: SpoolProcess[] = [];
  const start = async (database: 'there' | 'away'): Promise<SpoolProcess> => {
    const started = await startSpoolProcess(folder.path, database);
    processes.push(started);
    return started;
  };
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((one) => one.kill()));
  });
  const emptied = async (one: SpoolProcess): Promise<void> => {
    while ((await one.queuedRows()) > 0) {
      await one.back();
    }
  };
  const names = (prefix: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}`);

  it('let a message queue behind the one before, which another process has spooled', async () => {
    const [one, two] = await Promise.all([start('away'), start('there')]);
    await two.away();
    await one.write('first');
    await two.back();
    await two.write('second');
    await emptied(two);
    expect(folder.stored()).to.deep.equal(['first', 'second']);
  });

  it('lose nothing, double nothing and keep the order of each sender', async () => {
    const all = await Promise.all([start('away'), start('away'), start('away')]);
    const [one, two, three] = all;
    // Each sender waits for the answer before it sends on, and comes to another process every time.
    const senders = ['a', 'b', 'c', 'd'].map(async (sender, offset) => {
      for (const [index, name] of names(sender, 40).entries()) {
        await all[(index + offset) % 3]?.write(name);
        if (name === 'a12') {
          await Promise.all([one.back(), two.back(), three.back()]);
        } else if (name === 'a20') {
          await two.away();
        } else if (name === 'a30') {
          await two.back();
        }
      }
    });
    await Promise.all(senders);
    await emptied(one);
    const stored = folder.stored();
    expect(stored).to.have.length(160);
    for (const sender of ['a', 'b', 'c', 'd']) {
      expect(stored.filter((name) => name.startsWith(sender))).to.deep.equal(names(sender, 40));
    }
  });

  it('take over what a killed process has spooled', async () => {
    const [killed, heir] = await Promise.all([start('away'), start('there')]);
    await heir.away();
    await killed.write(...names('a', 20));
    await killed.kill();
    await heir.back();
    await emptied(heir);
    expect(folder.stored()).to.deep.equal(names('a', 20));
  });

  it('take over from a process that is frozen, and bear that it goes on', async function () {
    if (process.platform !== 'linux') {
      skipBecause(this, 'processes can be frozen on Linux only');
    }
    const [frozen, heir] = await Promise.all([start('away'), start('away')]);
    await frozen.write(...names('a', 20));
    // Not in the middle of a transaction: then the file would stay locked, and every reply be a fault.
    const database = new DatabaseSync(folder.spoolFile, { timeout: 5000 });
    database.exec('BEGIN IMMEDIATE');
    await frozen.freeze();
    database.close();
    await heir.write('b');
    await emptied(heir);
    frozen.thaw();
    await frozen.back();
    await frozen.write('c');
    expect(folder.stored()).to.deep.equal([...names('a', 20), 'b', 'c']);
  });

  it('have everything that was answered, however often they are killed', async () => {
    const answered: string[] = [];
    for (let round = 0; round < 5; round++) {
      const one = await start(round % 2 === 0 ? 'away' : 'there');
      const writing = names(`${round}-`, 30).map(async (name) => {
        await one.write(name);
        answered.push(name);
      });
      await Promise.race(writing.slice(3 * round));
      await one.kill();
      await Promise.allSettled(writing);
    }
    const last = await start('there');
    await emptied(last);
    const stored = folder.stored();
    expect(stored).to.include.members(answered);
    expect(new Set(stored).size).to.equal(stored.length);
    expect(answered.length).to.be.greaterThan(4);
  });

  it('share a spool with a process that has just spooled, in the same moment', async () => {
    const spool = await folder.open({ mandators: ['PROD'] });
    spool.inner.failWith(AWAY);
    const other = await start('there');
    await spool.write('PROD', rowsNamed('first'));
    await other.write('second');
    spool.inner.failWith(null);
    await emptied(other);
    expect(folder.stored()).to.deep.equal(['first', 'second']);
  });
});
