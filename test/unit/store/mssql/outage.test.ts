import { expect } from 'chai';
import type { Logger } from '../../../../src/log.ts';
import { createOutage, type Outage } from '../../../../src/store/mssql/outage.ts';
import { StoreError } from '../../../../src/store/store-error.ts';
import { createStillClock, type StillClock } from '../../../support/still-clock.ts';

const away = new StoreError('away', 'transient', 'ESOCKET');

describe("what is known of a mandator's database", () => {
  let clock: StillClock;
  let lines: string[];
  let outage: Outage;

  beforeEach(() => {
    clock = createStillClock();
    lines = [];
    const line =
      (level: string): Logger['info'] =>
      (message, fields) =>
        lines.push([level, message, fields?.['code'] ?? fields?.['seconds']].join(' '));
    const log: Logger = {
      debug: line('debug'),
      info: line('info'),
      warn: line('warn'),
      error: line('error'),
    };
    outage = createOutage({ mandator: 'PROD', log, clock });
  });

  it('is connecting at first, then ready', () => {
    expect(outage.status()).to.deep.equal({ state: 'connecting', lastCommitAt: null, error: null });
    outage.connectionChanged(null);
    expect(outage.status()).to.deep.equal({ state: 'ready', lastCommitAt: null, error: null });
    expect(lines).to.deep.equal(['info database connected 0']);
  });

  it('is reported once when away, once for each other reason, and when it is back after how long', async () => {
    outage.connectionChanged(null);
    outage.connectionChanged(away);
    outage.connectionChanged(away);
    outage.connectionChanged(new StoreError('no', 'credentials', '18456'));
    await clock.advance(61_500);
    outage.connectionChanged(null);
    expect(lines.slice(1)).to.deep.equal([
      'warn database does not take rows ESOCKET',
      'warn database does not take rows 18456',
      'info database is back 61.5',
    ]);
  });

  it('is down while writes are refused on a good connection, until one is committed', () => {
    outage.connectionChanged(null);
    outage.rejected(new StoreError('no table', 'schema', '208'));
    expect(outage.status()).to.include({ state: 'down', error: 'no table' });
    outage.committed();
    expect(outage.status()).to.include({ state: 'ready', error: null });
    expect(outage.status().lastCommitAt).to.be.instanceOf(Date);
  });

  it("does not count a row's own fault", () => {
    outage.connectionChanged(null);
    outage.rejected(new StoreError('too long', 'data', '2628'));
    expect(outage.status().state).to.equal('ready');
  });

  it('tells since when commits fail', async () => {
    await clock.advance(5);
    expect(outage.since()).to.equal(0);
    outage.connectionChanged(null);
    expect(outage.since()).to.equal(5);
    outage.failed();
    await clock.advance(5);
    outage.failed();
    expect(outage.since()).to.equal(5);
    outage.committed();
    expect(outage.since()).to.equal(10);
    outage.connectionChanged(away);
    await clock.advance(5);
    expect(outage.since()).to.equal(10);
  });
});
