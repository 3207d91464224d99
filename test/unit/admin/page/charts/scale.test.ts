import { expect } from 'chai';
import fc from 'fast-check';
import { chartStart, quarterHours, slotted, ticksFor } from '../../../../../src/admin/page/charts/scale.ts';
import { minutes, TAKEN_AT } from '../../../../support/status.ts';

describe('the scale of a chart', () => {
  for (const [max, ticks] of [
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [66, [0, 20, 40, 60, 80]],
    [1204, [0, 500, 1000, 1500]],
  ] as const) {
    it(`of ${max} has the lines ${ticks.join(', ')}`, () => {
      expect(ticksFor(max)).to.deep.equal(ticks);
    });
  }

  it('holds every value, with two to six lines', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (max) => {
        const ticks = ticksFor(max);
        expect(ticks.at(-1)).to.be.at.least(max);
        expect(ticks.length).to.be.within(2, 6);
      }),
    );
  });

  it('has the running minute at its end, and the oldest at its beginning', () => {
    const slots = slotted(
      minutes(60, () => ({})),
      TAKEN_AT,
    ).map(({ slot }) => slot);
    expect(slots).to.deep.equal(Array.from({ length: 60 }, (_, index) => index));
  });

  it('leaves out what lies outside after the clock was set', () => {
    const history = [
      ...minutes(2, () => ({})),
      { ...minutes(1, () => ({}))[0]!, at: '2026-11-22T20:00:00.000Z' },
    ];
    expect(slotted(history, TAKEN_AT).map(({ slot }) => slot)).to.deep.equal([58, 59]);
  });

  it('marks the quarter hours', () => {
    expect(new Date(chartStart(TAKEN_AT)).toISOString()).to.equal('2026-11-22T13:08:00.000Z');
    expect(quarterHours(TAKEN_AT).map(({ at }) => at.slice(11, 16))).to.deep.equal([
      '13:15',
      '13:30',
      '13:45',
      '14:00',
    ]);
  });
});
