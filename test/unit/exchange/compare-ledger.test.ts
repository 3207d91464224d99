import { expect } from 'chai';
import { compareLedger } from '../../../src/exchange/compare-ledger.ts';
import type { StoredEvent } from '../../../src/exchange/compare-ledger.ts';
import type { Fate, LedgerEntry } from '../../../src/exchange/ledger.ts';
import { createMailbox } from '../../../src/exchange/messages.ts';
import { createRandom } from '../../../src/exchange/random.ts';

/** Six events each of two mailboxes, in turn, of these fates. */
function entriesOf(fate: Fate = 'acknowledged'): LedgerEntry[] {
  const mailboxes = ['a', 'b'].map((seed) =>
    createMailbox({ random: createRandom(seed), now: () => new Date(0) }),
  );
  return Array.from({ length: 6 }).flatMap(() =>
    mailboxes.map((mailbox) => ({ subscriptionId: mailbox.subscriptionId, event: mailbox.happen(), fate })),
  );
}

function rowOf({ subscriptionId, event }: LedgerEntry): StoredEvent {
  const ofItem = event.target === 'Item';
  return {
    subscriptionId,
    eventType: event.kind,
    watermark: event.watermark,
    itemId: (ofItem && event.object?.id) || null,
    folderId: (!ofItem && event.object?.id) || null,
    parentFolderId: event.parent?.id ?? null,
    oldItemId: (ofItem && event.oldObject?.id) || null,
    oldFolderId: (!ofItem && event.oldObject?.id) || null,
    oldParentFolderId: event.oldParent?.id ?? null,
  };
}

const NOTHING_WRONG = { missing: 0, twice: 0, neverSent: 0, altered: 0, outOfOrder: 0 };

describe('compareLedger', () => {
  const entries = entriesOf();
  const rows = entries.map(rowOf);

  it('finds nothing where every acknowledged event has its row', () => {
    const report = compareLedger(entries, rows);
    expect(report).to.deep.equal({
      ...NOTHING_WRONG,
      clean: true,
      events: 12,
      acknowledged: 12,
      rows: 12,
      unacknowledgedRows: 0,
      offenders: [],
    });
  });

  it('names what is missing', () => {
    const report = compareLedger(entries, rows.toSpliced(3, 1));
    expect(report).to.deep.include({ ...NOTHING_WRONG, clean: false, missing: 1 });
    expect(report.offenders).to.have.lengthOf(1);
    expect(report.offenders[0])
      .to.include(entries[3]!.event.watermark)
      .and.include('acknowledged and has no row');
  });

  it('names what stands there twice', () => {
    const report = compareLedger(entries, [...rows, rows[11]!]);
    expect(report).to.deep.include({ ...NOTHING_WRONG, clean: false, twice: 1 });
    expect(report.offenders[0]).to.match(/^row 13 .* stands there for the 2\. time$/);
  });

  it('names what never happened, and what happened and was never sent', () => {
    const unsent = entries.with(11, { ...entries[11]!, fate: 'unsent' });
    const report = compareLedger(unsent, [...rows, { ...rows[0]!, watermark: 'x' }]);
    expect(report).to.deep.include({ ...NOTHING_WRONG, clean: false, neverSent: 2 });
    expect(report.offenders.join()).to.include('never happened').and.include('was never sent');
  });

  it('names a row with the ids of another event', () => {
    const [first, second] = rows;
    const report = compareLedger(
      entries,
      rows.with(0, { ...first!, parentFolderId: second!.parentFolderId }),
    );
    expect(report).to.deep.include({ ...NOTHING_WRONG, clean: false, altered: 1 });
    expect(report.offenders[0]).to.include('another ParentFolderId');
  });

  it('minds the order within a subscription and not between two', () => {
    const between = compareLedger(entries, rows.with(0, rows[1]!).with(1, rows[0]!));
    expect(between.clean).to.equal(true);
    const within = compareLedger(entries, rows.with(0, rows[2]!).with(2, rows[0]!));
    expect(within).to.deep.include({ ...NOTHING_WRONG, clean: false, outOfOrder: 1 });
    expect(within.offenders[0]).to.match(/^row 3 .* stands after a later event/);
  });

  for (const fate of ['unknown', 'refused'] as const) {
    it(`takes an event that is ${fate} with a row and without`, () => {
      expect(compareLedger(entriesOf(fate), rows.slice(0, 5))).to.deep.include({
        ...NOTHING_WRONG,
        clean: true,
        acknowledged: 0,
        unacknowledgedRows: 5,
      });
    });
  }

  it('expects rows of the kinds that the mapping takes only', () => {
    const some = entries.filter(({ event }) => event.kind === 'ModifiedEvent');
    const report = compareLedger(entries, some.map(rowOf), ['ModifiedEvent']);
    expect(report).to.deep.include({ ...NOTHING_WRONG, clean: true, events: 12, acknowledged: some.length });
    expect(some.length).to.be.within(1, 11);
  });

  it('names the first few of many', () => {
    const report = compareLedger(entries, []);
    expect(report.missing).to.equal(12);
    expect(report.offenders).to.have.lengthOf(10);
  });
});
