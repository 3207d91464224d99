import { expect } from 'chai';
import fc from 'fast-check';
import { UnfitRowError } from '../../../src/spool/fit-row.ts';
import { forwardBatch } from '../../../src/spool/forward-batch.ts';
import type { SpooledRow } from '../../../src/spool/spooled-row.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { AWAY } from '../../support/fault-store.ts';

interface Outcome {
  readonly stored: number[];
  readonly forwarded: number[];
  readonly refused: number[];
  writes: number;
}

async function forward(
  count: number,
  faults: { poison?: readonly number[]; unfit?: readonly number[]; awayAfter?: number },
): Promise<Outcome & { readonly failure: unknown }> {
  const outcome: Outcome = { stored: [], forwarded: [], refused: [], writes: 0 };
  const rows = Array.from({ length: count }, (_, seq) => ({ seq }) as SpooledRow);
  const failure = await forwardBatch(rows, {
    fit({ seq }) {
      if (faults.unfit?.includes(seq) === true) {
        throw new UnfitRowError('gone', 'MAPPING');
      }
      return { key: String(seq), values: [] };
    },
    write(written) {
      outcome.writes += 1;
      const seqs = written.map((row) => Number(row.key));
      if (outcome.stored.length >= (faults.awayAfter ?? Infinity)) {
        return Promise.reject(AWAY);
      }
      if (seqs.some((seq) => faults.poison?.includes(seq))) {
        return Promise.reject(new StoreError('too long', 'data', '2628'));
      }
      outcome.stored.push(...seqs);
      return Promise.resolve();
    },
    forwarded(done) {
      outcome.forwarded.push(...done.map(({ seq }) => seq));
      return Promise.resolve();
    },
    refused(refused) {
      outcome.refused.push(...refused.map(({ seq }) => seq));
      return Promise.resolve();
    },
  }).catch((error: unknown) => error);
  return { ...outcome, failure };
}

describe('forwardBatch', () => {
  it('writes every row that can be written, in order, and refuses every other one', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.uniqueArray(fc.nat(59), { maxLength: 8 }),
        fc.uniqueArray(fc.nat(59), { maxLength: 8 }),
        async (count, poison, unfit) => {
          const bad = [...new Set([...poison, ...unfit])].filter((seq) => seq < count).sort((a, b) => a - b);
          const good = Array.from({ length: count }, (_, seq) => seq).filter((seq) => !bad.includes(seq));
          const { stored, forwarded, refused, failure } = await forward(count, { poison, unfit });
          expect(failure).to.equal(undefined);
          expect(stored).to.deep.equal(good);
          expect(forwarded).to.deep.equal(good);
          expect(refused.sort((a, b) => a - b)).to.deep.equal(bad);
        },
      ),
    ));

  it('finds one unfit row among 512 with few writes', async () => {
    const { writes, refused } = await forward(512, { poison: [300] });
    expect(refused).to.deep.equal([300]);
    expect(writes).to.be.at.most(1 + 2 * 9);
  });

  it('stops where the database goes away, having reported what is written', async () => {
    const { stored, forwarded, refused, failure } = await forward(8, { poison: [7], awayAfter: 4 });
    expect(failure).to.equal(AWAY);
    expect(stored).to.deep.equal([0, 1, 2, 3]);
    expect(forwarded).to.deep.equal([0, 1, 2, 3]);
    expect(refused).to.deep.equal([]);
  });
});
