import { expect } from 'chai';
import { at, errorMessage, heartbeat, MINUTE, notification, START, testBook } from './sender.ts';

describe('silence of a subscription', () => {
  it('is reported once after twice the StatusFrequency of the settings', () => {
    const { receive, pass, kinds, view } = testBook();
    receive(notification(at(0), at(5)));
    pass(60 * MINUTE);
    expect(kinds()).to.deep.equal([]);
    expect(view().state).to.equal('active');
    pass(1);
    expect(kinds()).to.deep.equal(['silent']);
    expect(view().state).to.equal('silent');
    pass(600 * MINUTE);
    expect(kinds()).to.deep.equal(['silent']);
  });

  it('is told to be over when it is heard again, and reported anew', () => {
    const { receive, pass, kinds, view } = testBook();
    receive(heartbeat(at(0)));
    pass(61 * MINUTE);
    receive(heartbeat(at(0)));
    expect(view().state).to.equal('active');
    pass(125 * MINUTE);
    expect(kinds()).to.deep.equal(['silent', 'back', 'silent']);
  });

  it('is measured by the heartbeats that were observed', () => {
    const { receive, pass, kinds, view } = testBook();
    for (let i = 0; i < 4; i++) {
      receive(heartbeat(at(0)));
      pass(5 * MINUTE);
    }
    expect(view()).to.include({ statusFrequencyMs: 5 * MINUTE, isStatusFrequencyObserved: true });
    pass(5 * MINUTE);
    expect(kinds()).to.deep.equal([]);
    pass(1);
    expect(kinds()).to.deep.equal(['silent']);
  });

  it('waits longer where a longer StatusFrequency begins to show', () => {
    const { receive, pass, kinds, view } = testBook();
    receive(heartbeat(at(0)));
    pass(55 * MINUTE);
    receive(heartbeat(at(0)));
    expect(view()).to.include({ statusFrequencyMs: 55 * MINUTE, isStatusFrequencyObserved: false });
    pass(110 * MINUTE);
    expect(kinds()).to.deep.equal([]);
  });

  it('is not concluded from resent heartbeats, nor from those after an event', () => {
    const { receive, pass, view } = testBook();
    for (let i = 0; i < 4; i++) {
      receive(heartbeat(at(0)), heartbeat(at(0)));
      pass(MINUTE / 2);
      receive(heartbeat(at(0)));
      pass(10 * MINUTE);
      receive(notification(at(i), at(i + 1)));
      pass(10 * MINUTE);
    }
    expect(view()).to.include({ statusFrequencyMs: 30 * MINUTE, isStatusFrequencyObserved: false });
  });

  it('proves nothing after the process was suspended or the clock was set', () => {
    let clock = START;
    const { book, receive, kinds } = testBook({ now: () => clock });
    receive(heartbeat(at(0)));
    clock += 600 * MINUTE;
    book.tick();
    expect(kinds()).to.deep.equal([]);
    for (let minute = 0; minute < 61; minute++) {
      clock += MINUTE;
      book.tick();
    }
    expect(kinds()).to.deep.equal(['silent']);
  });

  it('is no news of a subscription that has ended', () => {
    const { receive, pass, kinds, view } = testBook();
    receive(notification(at(0), at(5)), errorMessage('ErrorReadEventsFailed'));
    pass(600 * MINUTE);
    expect(kinds()).to.deep.equal(['error']);
    expect(view().state).to.equal('ended');
  });

  it('that another process noticed first is left to it', () => {
    const one = testBook({ run: 'one' });
    const two = testBook({ run: 'two' });
    one.receive(heartbeat(at(0)));
    two.book.refresh(one.book.takeChanges(10));
    one.pass(60 * MINUTE + 1);
    two.pass(60 * MINUTE + 1);
    expect(one.kinds()).to.deep.equal(['silent']);
    two.book.refresh(one.book.takeChanges(10));
    two.pass(60 * MINUTE);
    expect(two.kinds()).to.deep.equal([]);
  });
});
