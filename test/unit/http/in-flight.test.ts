import { expect } from 'chai';
import { createInFlight } from '../../../src/http/in-flight.ts';

describe('createInFlight', () => {
  const create = () => createInFlight({ maxMessages: 4, maxBytes: 100 });

  it('takes bytes of a sender up to half, and of all together up to the whole', () => {
    const inFlight = create();
    const [one, two, three] = ['a', 'b', 'c'].map((sender) => inFlight.open(sender));

    expect([one?.hold(50), one?.hold(1)]).to.deep.equal([true, false]);
    expect(inFlight.hasRoom('a')).to.equal(false);
    expect([two?.hold(49), three?.hold(1)]).to.deep.equal([true, false]);
    expect(inFlight.hasRoom('c')).to.equal(false);
  });

  it('takes messages of a sender up to half, and of all together up to the whole', () => {
    const inFlight = create();
    const begin = (sender: string): boolean => inFlight.open(sender).begin();

    expect(['a', 'a', 'b', 'b'].map(begin)).to.deep.equal([true, true, true, true]);
    expect(['a', 'c'].map((sender) => inFlight.hasRoom(sender))).to.deep.equal([false, false]);
    expect(begin('c')).to.equal(false);
  });

  it('takes no more than half from one sender while there is room', () => {
    const inFlight = create();

    expect(['a', 'a', 'a'].map((sender) => inFlight.open(sender).begin())).to.deep.equal([true, true, false]);
  });

  it('counts several messages of a sender together', () => {
    const inFlight = create();
    inFlight.open('a').hold(30);

    expect(inFlight.open('a').hold(30)).to.equal(false);
  });

  it('has everything back when all are closed, however often', () => {
    const inFlight = create();
    const accounts = ['a', 'a', 'b'].map((sender) => inFlight.open(sender));
    for (const account of accounts) {
      account.hold(40);
      account.begin();
    }
    for (const account of [...accounts, ...accounts]) {
      account.close();
    }

    const next = inFlight.open('a');
    expect([next.hold(50), next.begin(), inFlight.hasRoom('b')]).to.deep.equal([true, true, true]);
    expect(next.hold(1)).to.equal(false);
  });
});
