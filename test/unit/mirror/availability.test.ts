import { expect } from 'chai';
import { createAvailability } from '../../../src/mirror/availability.ts';
import { createKeptLog } from '../../support/kept-log.ts';
import { createStillClock } from '../../support/still-clock.ts';

const REFUSED = { code: 'ECONNREFUSED', reason: 'refused' };

function make() {
  const log = createKeptLog();
  const clock = createStillClock();
  let probes = 0;
  const availability = createAvailability({
    url: 'http://old/',
    connections: 8,
    log,
    clock,
    onProbe: () => (probes += 1),
  });
  return { log, clock, availability, probes: () => probes };
}

describe('createAvailability', () => {
  it('allows all, then none, then one, and all again after a reply', async () => {
    const { availability, clock, probes } = make();
    expect(availability).to.include({ capacity: 8, isAway: false, trouble: null });

    availability.failed(REFUSED);
    expect(availability).to.include({ capacity: 0, isAway: true, trouble: REFUSED });
    await clock.advance(1000);
    expect(availability.capacity).to.equal(1);
    expect(probes()).to.equal(1);
    availability.answered();
    expect(availability).to.include({ capacity: 8, isAway: false, trouble: null });
  });

  it('leaves it alone for longer and longer, up to a minute', async () => {
    const { availability, clock } = make();
    const pauses: number[] = [];
    for (let failure = 0; failure < 8; failure += 1) {
      availability.failed(REFUSED);
      pauses.push(clock.pending()[0] ?? 0);
      await clock.advance(60_000);
    }
    [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000].forEach((full, index) => {
      expect(pauses[index]).to.be.within(full * 0.8, full);
    });
  });

  it('counts several failures at once as one, and leaves no timer', () => {
    const { availability, clock } = make();
    Array.from({ length: 8 }, () => availability.failed(REFUSED));
    expect(clock.pending()).to.have.length(1);
    expect(clock.pending()[0]).to.be.at.most(1000);
    availability.close();
    expect(clock.pending()).to.deep.equal([]);
  });

  it('logs an outage once, another reason once more, and its end', async () => {
    const { availability, clock, log } = make();
    for (const trouble of [REFUSED, REFUSED, { code: 'SELF_SIGNED_CERT_IN_CHAIN', reason: 'not trusted' }]) {
      availability.failed(trouble);
      await clock.advance(5000);
    }
    availability.answered();
    availability.answered();

    const lines = log.lines.map(({ level, message, fields }) => [
      level,
      message,
      fields['code'] ?? fields['seconds'],
    ]);
    expect(lines).to.deep.equal([
      ['warn', 'the old endpoint does not take messages', 'ECONNREFUSED'],
      ['warn', 'the old endpoint does not take messages', 'SELF_SIGNED_CERT_IN_CHAIN'],
      ['info', 'the old endpoint answers again', 15],
    ]);
    expect(log.lines[1]?.fields['reason']).to.contain('NODE_EXTRA_CA_CERTS');
  });
});
