import { expect } from 'chai';
import { createHistory } from '../../../src/admin/history.ts';
import type { Minute } from '../../../src/admin/status.ts';
import { answered, receiptOf, SELFTEST_ID } from '../../support/answered.ts';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-22T12:00:00Z');

describe('the history of the last hour', () => {
  let now = NOON;
  const running = (history: ReturnType<typeof createHistory>): Minute | undefined => history.minutes().at(-1);

  beforeEach(() => {
    now = NOON;
  });

  it('has sixty minutes from the beginning, the running one last', () => {
    const minutes = createHistory(() => now).minutes();
    expect(minutes).to.have.length(60);
    expect(minutes.at(0)?.at).to.equal('2026-11-22T11:01:00.000Z');
    expect(minutes.at(-1)).to.deep.equal({
      at: '2026-11-22T12:00:00.000Z',
      ...{ stored: 0, refused: 0, failed: 0, events: 0, spooledRows: 0, replyMs: null },
    });
  });

  it('counts messages by what became of them', () => {
    const history = createHistory(() => now);
    history.requestAnswered(answered({ receipt: receiptOf({}), ms: 3 }));
    history.requestAnswered(answered({ receipt: receiptOf({ spooled: true }), ms: 5 }));
    history.requestAnswered(answered({ receipt: receiptOf({ outcome: 'refused' }) }));
    history.requestAnswered(answered({ receipt: receiptOf({ outcome: 'failed' }) }));
    history.requestAnswered(answered({ refusal: 'unsupported_media_type' }));
    const { stored, refused, failed, events, replyMs } = running(history) ?? {};
    expect({ stored, refused, failed, events }).to.deep.equal({
      stored: 2,
      refused: 2,
      failed: 1,
      events: 4,
    });
    expect(replyMs?.max).to.equal(5);
  });

  for (const [what, request] of [
    ['a look at the help page', answered({ method: 'GET' })],
    ['a scanner', answered({ refusal: 'not_found' })],
    ['a stranger', answered({ refusal: 'caller_not_allowed' })],
    ['a self-test', answered({ receipt: receiptOf({}, SELFTEST_ID) })],
  ] as const) {
    it(`does not count ${what}`, () => {
      const history = createHistory(() => now);
      history.requestAnswered(request);
      expect(running(history)).to.include({ stored: 0, refused: 0, failed: 0 });
    });
  }

  it('keeps a minute for an hour', () => {
    const history = createHistory(() => now);
    history.requestAnswered(answered({ receipt: receiptOf({}) }));
    now += 59 * MINUTE;
    expect(history.minutes().at(0)?.stored).to.equal(1);
    now += MINUTE;
    expect(history.minutes().every(({ stored }) => stored === 0)).to.equal(true);
    history.requestAnswered(answered({ receipt: receiptOf({}) }));
    expect(running(history)?.stored).to.equal(1);
  });

  it('keeps the most rows that waited in the spool', () => {
    const history = createHistory(() => now);
    history.sampleSpool(5);
    history.sampleSpool(9);
    history.sampleSpool(2);
    expect(running(history)?.spooledRows).to.equal(9);
  });
});
