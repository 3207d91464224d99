import { expect } from 'chai';
import { createRefusals, type Refusals } from '../../../src/http/refusals.ts';
import { parseAddress } from '../../../src/net/address.ts';
import { createKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { createStillClock, type StillClock } from '../../support/still-clock.ts';

describe('the log of refused callers', () => {
  let log: KeptLog;
  let clock: StillClock;
  let refusals: Refusals;

  beforeEach(() => {
    log = createKeptLog();
    clock = createStillClock();
    refusals = createRefusals({ log, clock });
  });

  afterEach(() => refusals.close());

  function note(from: string): void {
    const party = parseAddress(from)!;
    refusals.note({
      client: { party, name: String(party), peer: from, proxies: 0, unreadable: null },
      fields: { from },
    });
  }

  it('tells a single request at once, and nothing more of it', async () => {
    note('203.0.113.7');
    expect(log.lines).to.deep.equal([
      { level: 'warn', message: 'caller refused', fields: { from: '203.0.113.7' } },
    ]);
    await clock.advance(60_000);
    expect(log.lines).to.have.length(1);
    expect(clock.pending()).to.deep.equal([]);
  });

  it('makes two lines a minute of many requests of one sender', async () => {
    for (let count = 0; count < 10_000; count++) {
      note('203.0.113.7');
    }
    expect(log.lines).to.have.length(1);
    await clock.advance(60_000);
    expect(log.lines).to.have.length(2);
    expect(log.lines[1]).to.deep.include({ level: 'warn', message: 'callers refused' });
    expect(log.lines[1]?.fields).to.deep.include({
      requests: 10_000,
      senders: 1,
      most: ['203.0.113.7 (10000)'],
    });
    note('203.0.113.7');
    expect(log.lines).to.have.length(3);
  });

  it('makes 21 lines a minute of many senders, and remembers no more than 1000', async () => {
    for (let count = 0; count < 5000; count++) {
      note(`203.${count >> 8}.${count & 255}.7`);
    }
    await clock.advance(60_000);
    expect(log.lines).to.have.length(21);
    expect(log.lines[20]?.fields).to.deep.include({ requests: 5000, senders: 1000, andMoreSenders: true });
  });

  it('takes a network of IPv6 for one sender', async () => {
    for (let count = 1; count <= 500; count++) {
      note(`2001:db8:1:2::${count.toString(16)}`);
    }
    await clock.advance(60_000);
    expect(log.lines).to.have.length(2);
    expect(log.lines[1]?.fields['most']).to.deep.equal(['2001:db8:1:2::/64 (500)']);
  });

  it('writes what was counted when it is closed', () => {
    note('203.0.113.7');
    note('203.0.113.7');
    refusals.close();
    expect(log.lines[1]?.fields).to.deep.include({ requests: 2 });
  });
});
