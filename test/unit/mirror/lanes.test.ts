import { expect } from 'chai';
import fc from 'fast-check';
import { createLanes } from '../../../src/mirror/lanes.ts';

const ROOMY = { maxItems: 1000, maxBytes: 1000 };

function item(lane: string, number: number, bytes = 1): { lane: string; number: number; bytes: number } {
  return { lane, number, bytes };
}

describe('createLanes', () => {
  it('hands out one of a lane at a time, and the lanes in turn', () => {
    const lanes = createLanes<ReturnType<typeof item>>(ROOMY);
    const [a1, a2, b1] = [item('a', 1), item('a', 2), item('b', 1)];
    [a1, a2, b1].forEach((one) => lanes.add(one));

    expect([lanes.take(), lanes.take(), lanes.take()]).to.deep.equal([a1, b1, null]);
    lanes.done(a1);
    expect([lanes.take(), lanes.take()]).to.deep.equal([a2, null]);
  });

  it('keeps what is put back at the head of its lane, behind the other lanes', () => {
    const lanes = createLanes<ReturnType<typeof item>>(ROOMY);
    const [a1, a2, b1] = [item('a', 1), item('a', 2), item('b', 1)];
    [a1, a2, b1].forEach((one) => lanes.add(one));
    lanes.take();
    lanes.putBack(a1);

    expect([lanes.take(), lanes.take()]).to.deep.equal([b1, a1]);
  });

  it('takes no more than there is room for, what is being worked on included', () => {
    const lanes = createLanes<ReturnType<typeof item>>({ maxItems: 2, maxBytes: 10 });
    const first = item('a', 1, 9);

    expect(lanes.add(first)).to.equal(true);
    expect(lanes.take()).to.equal(first);
    expect(lanes.add(item('b', 1, 2))).to.equal(false);
    expect(lanes.add(item('b', 1, 1))).to.equal(true);
    expect(lanes.add(item('b', 2, 0))).to.equal(false);
    expect(lanes.size).to.deep.equal({ items: 2, bytes: 10 });
    lanes.done(first);
    expect(lanes.size).to.deep.equal({ items: 1, bytes: 1 });
    expect(lanes.add(item('b', 2, 9))).to.equal(true);
  });

  it('keeps the order of every lane, whatever is added, done and put back when', () => {
    const steps = fc.array(
      fc.record({
        step: fc.constantFrom('add', 'add', 'take', 'done', 'putBack'),
        pick: fc.nat(4),
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(steps, (script) => {
        const lanes = createLanes<ReturnType<typeof item>>(ROOMY);
        const underWay: ReturnType<typeof item>[] = [];
        const finished: ReturnType<typeof item>[] = [];
        const take = (): boolean => {
          const one = lanes.take();
          if (one !== null) {
            expect(underWay.map(({ lane }) => lane)).not.to.include(one.lane);
            underWay.push(one);
          }
          return one !== null;
        };
        const finish = (pick: number): void => {
          const [one] = underWay.splice(pick % Math.max(1, underWay.length), 1);
          if (one !== undefined) {
            lanes.done(one);
            finished.push(one);
          }
        };
        let added = 0;
        for (const { step, pick } of script) {
          if (step === 'add') {
            lanes.add(item(`lane ${pick}`, added++));
          } else if (step === 'take') {
            take();
          } else if (step === 'done') {
            finish(pick);
          } else {
            underWay.splice(pick % Math.max(1, underWay.length), 1).forEach((one) => lanes.putBack(one));
          }
        }
        while (take() || underWay.length > 0) {
          finish(0);
        }
        expect(finished).to.have.length(added);
        expect(lanes.size).to.deep.equal({ items: 0, bytes: 0 });
        for (const name of new Set(finished.map(({ lane }) => lane))) {
          const numbers = finished.filter(({ lane }) => lane === name).map(({ number }) => number);
          expect(numbers).to.deep.equal(numbers.toSorted((a, b) => a - b));
        }
      }),
    );
  });
});
