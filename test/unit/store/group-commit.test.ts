import { expect } from 'chai';
import type { Row } from '../../../src/mapping/table.ts';
import { createGroupCommit, type CommitResult } from '../../../src/store/group-commit.ts';
import { StoreError } from '../../../src/store/store-error.ts';

function row(key: string): Row {
  return { values: [key], key };
}

/** A commit that the test lets through one by one. */
function heldCommit(): {
  readonly batches: string[][];
  readonly commit: (rows: readonly Row[]) => Promise<CommitResult>;
  settle(action: (rows: readonly Row[]) => CommitResult): void;
  started(count: number): Promise<void>;
} {
  const batches: string[][] = [];
  const held: {
    rows: readonly Row[];
    resolve: (result: CommitResult) => void;
    reject: (error: unknown) => void;
  }[] = [];
  let notify: (() => void) | null = null;
  return {
    batches,
    commit: (rows) =>
      new Promise((resolve, reject) => {
        batches.push(rows.map((entry) => entry.key));
        held.push({ rows, resolve, reject });
        notify?.();
      }),
    settle(action) {
      const next = held.shift();
      try {
        next?.resolve(action(next.rows));
      } catch (error) {
        next?.reject(error);
      }
    },
    async started(count) {
      while (batches.length < count) {
        await new Promise<void>((resolve) => {
          notify = resolve;
        });
      }
    },
  };
}

const allAdded = (rows: readonly Row[]): CommitResult => ({
  written: rows.length,
  added: rows.map(() => true),
});

describe('createGroupCommit', () => {
  it('lets what waits while a commit is under way share the next one, in order', async () => {
    const held = heldCommit();
    const group = createGroupCommit({ commit: held.commit, maxRows: 100 });
    const first = group.write([row('a')]);
    await held.started(1);
    const others = [group.write([row('b'), row('c')]), group.write([row('d')])];
    expect(group.waitingRows()).to.equal(3);
    held.settle(allAdded);
    await first;
    await held.started(2);
    held.settle(allAdded);
    await Promise.all(others);
    expect(held.batches).to.deep.equal([['a'], ['b', 'c', 'd']]);
  });

  it('does not resolve a write before its commit is through', async () => {
    const held = heldCommit();
    const group = createGroupCommit({ commit: held.commit, maxRows: 100 });
    let resolved = false;
    const write = group.write([row('a')]).then(() => {
      resolved = true;
    });
    await held.started(1);
    await new Promise(setImmediate);
    expect(resolved).to.equal(false);
    held.settle(allAdded);
    await write;
  });

  it('commits the same key once and counts it for the first that had it', async () => {
    const held = heldCommit();
    const group = createGroupCommit({ commit: held.commit, maxRows: 100 });
    const writes = [group.write([row('a'), row('a')]), group.write([row('a'), row('b')])];
    await held.started(1);
    held.settle(allAdded);
    expect(held.batches).to.deep.equal([['a', 'b']]);
    expect(await Promise.all(writes)).to.deep.equal([
      { written: 1, duplicates: 1 },
      { written: 1, duplicates: 1 },
    ]);
  });

  it('cuts batches at the limit, but never a message', async () => {
    const held = heldCommit();
    const group = createGroupCommit({ commit: held.commit, maxRows: 2 });
    const writes = [
      group.write([row('a')]),
      group.write([row('b')]),
      group.write([row('c'), row('d'), row('e')]),
      group.write([row('f')]),
    ];
    for (let count = 1; count <= 3; count++) {
      await held.started(count);
      held.settle(allAdded);
    }
    await Promise.all(writes);
    expect(held.batches).to.deep.equal([['a', 'b'], ['c', 'd', 'e'], ['f']]);
  });

  it('tries messages alone when one of them has unfit data, and refuses only that one', async () => {
    const group = createGroupCommit({
      commit: (rows) =>
        rows.some((entry) => entry.key === 'bad')
          ? Promise.reject(new StoreError('too long', 'data', '2628'))
          : Promise.resolve(allAdded(rows)),
      maxRows: 100,
    });
    const results = await Promise.allSettled([
      group.write([row('a')]),
      group.write([row('bad'), row('b')]),
      group.write([row('c')]),
    ]);
    expect(results.map((result) => result.status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('refuses all of a group for any other failure, and goes on with the next', async () => {
    const held = heldCommit();
    const group = createGroupCommit({ commit: held.commit, maxRows: 100 });
    const failing = [group.write([row('a')]), group.write([row('b')])];
    await held.started(1);
    held.settle(() => {
      throw new StoreError('away', 'transient', 'ESOCKET');
    });
    const results = await Promise.allSettled(failing);
    expect(results.map((result) => result.status)).to.deep.equal(['rejected', 'rejected']);
    const next = group.write([row('c')]);
    await held.started(2);
    held.settle(allAdded);
    expect(await next).to.deep.equal({ written: 1, duplicates: 0 });
  });

  it('says that it does not know where the database told only a sum of several messages', async () => {
    const held = heldCommit();
    const group = createGroupCommit({ commit: held.commit, maxRows: 100 });
    const writes = [group.write([row('a')]), group.write([row('b')])];
    await held.started(1);
    held.settle(() => ({ written: 1, added: null }));
    const unknown = { written: null, duplicates: null };
    expect(await Promise.all(writes)).to.deep.equal([unknown, unknown]);

    const alone = group.write([row('c'), row('d')]);
    await held.started(2);
    held.settle(() => ({ written: 1, added: null }));
    expect(await alone).to.deep.equal({ written: 1, duplicates: 1 });
  });

  it('finishes what waits when it is closed, and takes nothing more', async () => {
    const held = heldCommit();
    const group = createGroupCommit({ commit: held.commit, maxRows: 100 });
    const write = group.write([row('a')]);
    const closed = group.close();
    await held.started(1);
    held.settle(allAdded);
    await Promise.all([write, closed]);
    const late = await group.write([row('b')]).then(
      () => null,
      (error: unknown) => error,
    );
    expect(late).to.be.instanceOf(StoreError);
  });
});
