import { expect } from 'chai';
import { EXPIRES_SOON_DAYS, expiresSoon } from '../../../src/tls/expiry.ts';

describe('a certificate', () => {
  it('ends soon from the last two weeks on', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    const limit = EXPIRES_SOON_DAYS * 86_400_000;
    expect(expiresSoon(new Date(now + limit), now)).to.equal(false);
    expect(expiresSoon(new Date(now + limit - 1), now)).to.equal(true);
  });
});
