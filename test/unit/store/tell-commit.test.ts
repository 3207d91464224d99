import { expect } from 'chai';
import type { Row } from '../../../src/mapping/table.ts';
import { createGroupCommit, type CommitResult } from '../../../src/store/group-commit.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { createToldObserver } from '../../support/told.ts';

const rows = (...keys: string[]): Row[] => keys.map((key) => ({ values: [key], key }));

/** A database that remembers keys, and tells which rows it added or only how many. */
function remembering(tellsWhich: boolean): (given: readonly Row[]) => Promise<CommitResult> {
  const known = new Set<string>();
  return (given) => {
    const added = given.map(({ key }) => !known.has(key));
    given.forEach(({ key }) => known.add(key));
    return Promise.resolve({ written: added.filter(Boolean).length, added: tellsWhich ? added : null });
  };
}

describe('what is told of commits', () => {
  it('is one call for the messages that share a commit, with what the database says of all of them', async () => {
    const observer = createToldObserver();
    const group = createGroupCommit({ commit: remembering(false), maxRows: 100, observer });
    await Promise.all([group.write(rows('a', 'b'), 'PROD'), group.write(rows('b', 'c'), 'PROD')]);
    await Promise.all([group.write(rows('c', 'd'), 'PROD'), group.write(rows('e'), 'PROD')]);
    const told = observer.of('rowsCommitted').map(([commit]) => commit);
    const each = { mandator: 'PROD', messages: 2 };
    expect(told).to.have.length(2);
    expect(told[0]).to.include({ ...each, rows: 4, written: 3, duplicates: 1 });
    expect(told[1]).to.include({ ...each, rows: 3, written: 2, duplicates: 1 });
    expect(told[0]).to.have.property('ms').that.is.a('number').and.is.at.least(0);
  });

  it('is split by mandator where they share a database', async () => {
    const observer = createToldObserver();
    const group = createGroupCommit({ commit: remembering(true), maxRows: 100, observer });
    await Promise.all([
      group.write(rows('a', 'b'), 'PROD'),
      group.write(rows('c', 'c'), 'TEST'),
      group.write(rows('d'), 'PROD'),
    ]);
    const told = observer.of('rowsCommitted').map(([commit]) => commit);
    expect(told).to.have.length(2);
    expect(told[0]).to.include({ mandator: 'PROD', messages: 2, rows: 3, written: 3, duplicates: 0 });
    expect(told[1]).to.include({ mandator: 'TEST', messages: 1, rows: 2, written: 1, duplicates: 1 });
  });

  it('says that it does not know what belongs to whom where only a sum of several mandators is known', async () => {
    const observer = createToldObserver();
    const group = createGroupCommit({ commit: remembering(false), maxRows: 100, observer });
    await group.write(rows('a'), 'PROD');
    await Promise.all([group.write(rows('a'), 'PROD'), group.write(rows('b'), 'TEST')]);
    const [, first, second] = observer.of('rowsCommitted').map(([commit]) => commit);
    expect(first).to.include({ mandator: 'PROD', rows: 1, written: null, duplicates: null });
    expect(second).to.include({ mandator: 'TEST', rows: 1, written: null, duplicates: null });
  });

  it('is a failure for each message that is refused for its data, and none for those that are not', async () => {
    const observer = createToldObserver();
    const remember = remembering(false);
    const unfit = new StoreError('too long', 'data', '2628');
    const group = createGroupCommit({
      commit: (given) => (given.some(({ key }) => key === 'x') ? Promise.reject(unfit) : remember(given)),
      maxRows: 100,
      observer,
    });
    const [, refused] = await Promise.allSettled([
      group.write(rows('a'), 'PROD'),
      group.write(rows('x', 'y'), 'PROD'),
    ]);
    expect(refused).to.have.property('reason', unfit);
    const failed = observer.of('commitFailed').map(([commit]) => commit);
    expect(failed).to.have.length(1);
    expect(failed[0]).to.include({ mandator: 'PROD', messages: 1, rows: 2, error: unfit });
    expect(observer.of('rowsCommitted')).to.have.length(1);
  });
});
