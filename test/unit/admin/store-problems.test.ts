import { expect } from 'chai';
import { takesMessages } from '../../../src/admin/store-problems.ts';
import { GIB, mandator, NOW } from '../../support/problem-facts.ts';

describe('a mandator whose database and spool take nothing', () => {
  const refusing = mandator({ state: 'down', error: 'disk full', spool: null });
  const takes = (failedAgo: number, status = refusing): boolean =>
    takesMessages(status, { now: NOW, spoolMaxBytes: GIB, lastFailureAt: { PROD: NOW - failedAgo } });

  it('takes no messages for as long as that is fresh, and then may again', () => {
    expect(takes(0)).to.equal(false);
    expect(takes(119_999)).to.equal(false);
    expect(takes(120_000)).to.equal(true);
  });

  it('takes messages where one of both works', () => {
    expect(takes(0, mandator({ state: 'down' }))).to.equal(true);
    expect(takes(0, mandator({}, { state: 'unavailable' }))).to.equal(true);
  });
});
