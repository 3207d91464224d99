import { expect } from 'chai';
import { at, heartbeat, MINUTE, notification, testBook } from './sender.ts';

const OTHER_DATABASE = '11111111-2222-3333-4444-555555555555';

describe('gaps of a subscription', () => {
  it('are reported once, when a message has been missing for two minutes', () => {
    const { receive, pass, reports, view } = testBook();
    receive(notification(at(0), at(5)), notification(at(9), at(12)));
    pass(2 * MINUTE - 1);
    expect(reports).to.deep.equal([]);
    pass(1);
    expect(reports).to.have.length(1);
    expect(reports[0])
      .to.deep.include({ kind: 'gap' })
      .and.to.have.nested.property(
        'gap.missing',
        'above 1005, up to 1009 in database d3fd584c-8c5d-4a35-8ed0-551ca47920eb',
      );
    pass(30 * MINUTE);
    expect(reports).to.have.length(1);
    expect(view()).to.have.nested.property('counts.gaps', 1);
    expect(view().gaps).to.have.length(1);
  });

  it('do not arise from messages that overtake each other', () => {
    const { receive, pass, reports, view } = testBook();
    receive(notification(at(0), at(5)), notification(at(9), at(12)));
    expect(view().gaps).to.have.length(1);
    pass(MINUTE);
    receive(notification(at(5), at(9)));
    pass(10 * MINUTE);
    expect(reports).to.deep.equal([]);
    expect(view()).to.deep.include({ gaps: [] });
    expect(view().counts).to.include({ gaps: 0, duplicates: 0 });
  });

  it('are told to be closed when the message comes after all', () => {
    const { receive, pass, kinds, view } = testBook();
    receive(notification(at(0), at(5)), notification(at(9), at(12)));
    pass(5 * MINUTE);
    receive(notification(at(5), at(7)));
    expect(kinds()).to.deep.equal(['gap']);
    receive(notification(at(7), at(9)));
    expect(kinds()).to.deep.equal(['gap', 'gap-closed']);
    expect(view().gaps).to.deep.equal([]);
  });

  it('do not arise from resends, which are counted', () => {
    const { receive, pass, reports, view } = testBook();
    const messages = [notification(at(0), at(5)), notification(at(5), at(9)), notification(at(9), at(12))];
    receive(...messages, ...messages, messages[0]!);
    pass(10 * MINUTE);
    expect(reports).to.deep.equal([]);
    expect(view().counts).to.include({ messages: 7, duplicates: 4 });
    expect(view().lastWatermark).to.equal(at(12));
  });

  it('do not arise from heartbeats, whether their watermark moves on or not', () => {
    const { receive, pass, reports, view } = testBook();
    receive(heartbeat(at(0), at(3)), heartbeat(at(3)), heartbeat(at(3), at(8)), notification(at(3), at(9)));
    pass(10 * MINUTE);
    expect(reports).to.deep.equal([]);
    expect(view().counts.duplicates).to.equal(0);
    expect(view().counts.events).to.deep.equal({ StatusEvent: 3, ModifiedEvent: 1 });
  });

  it('do not arise from a subscription that is met in the middle', () => {
    const { receive, pass, reports } = testBook();
    receive(notification(at(500), at(505)));
    pass(10 * MINUTE);
    expect(reports).to.deep.equal([]);
  });

  it('do not arise where no PreviousWatermark is sent, nor from one that is no event', () => {
    const { receive, pass, reports } = testBook();
    receive(notification(at(0), at(5)), notification(null, at(9)), notification(at(9), at(12)));
    receive(notification('AQAAAExY/dNdjDVKjtBVHKR5IOurFukhAAAAAAA=', at(14)));
    pass(10 * MINUTE);
    expect(reports).to.deep.equal([]);
  });

  it('are not looked for where the watermark is always the same or absent', () => {
    for (const constant of ['AAAAAAAAAAA=', 'unchanging', null]) {
      const { receive, pass, reports, view } = testBook();
      receive(
        ...[1, 2, 3].map(() => notification(constant, constant)),
        heartbeat(constant),
        notification('elsewhere', constant),
      );
      pass(10 * MINUTE);
      expect(reports).to.deep.equal([]);
      expect(view()).to.deep.include({ isFollowed: false });
      expect(view().counts.messages).to.equal(5);
    }
  });

  it('are found among opaque watermarks, once a message has continued another', () => {
    const { receive, pass, kinds, view } = testBook();
    receive(notification('a', 'b'), notification('x', 'c'), notification('y', 'd'));
    pass(10 * MINUTE);
    expect(kinds()).to.deep.equal([]);
    receive(notification('d', 'e'), notification('f', 'g'));
    pass(10 * MINUTE);
    expect(kinds()).to.deep.equal(['gap']);
    receive(notification('e', 'f'));
    expect(kinds()).to.deep.equal(['gap', 'gap-closed']);
    expect(view().isFollowed).to.equal(true);
  });

  it('among opaque watermarks do not arise from resends and overtaking', () => {
    const { receive, pass, reports, view } = testBook();
    const [b, c, d, e] = [
      notification('a', 'b'),
      notification('b', 'c'),
      notification('c', 'd'),
      notification('d', 'e'),
    ];
    receive(b, c, b, e, d, e);
    pass(10 * MINUTE);
    expect(reports).to.deep.equal([]);
    expect(view().counts.duplicates).to.equal(2);
  });

  it('are found when the mailbox has moved to another database', () => {
    const { receive, pass, kinds } = testBook();
    receive(notification(at(0), at(5)), notification(at(5), at(70, OTHER_DATABASE)));
    receive(notification(at(70, OTHER_DATABASE), at(75, OTHER_DATABASE)));
    pass(10 * MINUTE);
    expect(kinds()).to.deep.equal([]);
    receive(notification(at(80, OTHER_DATABASE), at(85, OTHER_DATABASE)));
    pass(10 * MINUTE);
    expect(kinds()).to.deep.equal(['gap']);
  });

  it('are found when nothing of the other database was received', () => {
    const { receive, pass, kinds } = testBook();
    receive(notification(at(0), at(5)));
    receive(notification(at(70, OTHER_DATABASE), at(75, OTHER_DATABASE)));
    pass(10 * MINUTE);
    expect(kinds()).to.deep.equal(['gap']);
  });

  it('are not seen in messages that were not stored', () => {
    const { book, receive, pass, kinds, view } = testBook();
    receive(notification(at(0), at(5)));
    const lost = {
      mandator: 'PROD',
      messages: [notification(at(5), at(9))],
      receivedAt: new Date(START_OF_TEST),
      isStored: false,
      isUnsubscribed: false,
    };
    book.record(lost);
    expect(view().counts).to.include({ messages: 1, failures: 1 });
    receive(notification(at(9), at(12)));
    pass(10 * MINUTE);
    expect(kinds()).to.deep.equal(['gap']);
  });
});

const START_OF_TEST = Date.UTC(2024, 4, 1, 8);
