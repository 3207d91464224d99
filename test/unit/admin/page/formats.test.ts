import { expect } from 'chai';
import { createFormats, isTimeZone } from '../../../../src/admin/page/formats.ts';

const NOW = '2026-11-22T14:07:32.000Z';
const en = createFormats('en', 'UTC');
const de = createFormats('de', 'Europe/Zurich');

describe('the formats of the page', () => {
  it('write numbers as the language does', () => {
    expect(en.number(1234567)).to.equal('1,234,567');
    expect(de.number(1234567)).to.match(/^1['’]234['’]567$/);
    expect(en.number(3.14159)).to.equal('3.1');
  });

  it('write sizes and times of replies', () => {
    expect([0, 1023, 1536, 3 * 1024 ** 3].map(en.bytes)).to.deep.equal([
      '0 B',
      '1,023 B',
      '1.5 KiB',
      '3 GiB',
    ]);
    expect([0.4, 12.4, 9999, 12_345].map(en.milliseconds)).to.deep.equal([
      '0.4 ms',
      '12 ms',
      '9,999 ms',
      '12.3 s',
    ]);
  });

  it('write times in the zone, with the day only where it is another', () => {
    expect(en.time('2026-11-22T14:07:01.000Z', NOW)).to.equal('14:07:01');
    expect(de.time('2026-11-22T14:07:01.000Z', NOW)).to.equal('15:07:01');
    expect(en.time('2026-11-20T09:00:00.000Z', NOW)).to.equal('20 Nov 2026, 09:00');
    expect(de.time('2026-11-22T23:30:00.000Z', '2026-11-22T22:30:00.000Z')).to.match(/^23\.11\.2026/);
  });

  it('say how long ago something was, from two of a unit on', () => {
    const ago = (ms: number): string => en.ago(new Date(Date.parse(NOW) - ms).toISOString(), NOW);
    expect([0, 119_000, 120_000, 7_199_000, 7_200_000, 200_000_000].map(ago)).to.deep.equal([
      ...['now', '119 sec ago', '2 min ago', '119 min ago', '2 hr ago', '2 days ago'],
    ]);
    expect(ago(-5000)).to.equal('now');
    expect(de.ago('2026-11-22T14:04:32.000Z', NOW)).to.equal('vor 3 Min.');
  });

  it('name the zone', () => {
    expect(de.zone(NOW)).to.equal('Europe/Zurich, UTC+01:00');
    expect(en.zone(NOW)).to.equal('UTC');
    expect(de.offset('2026-07-01T00:00:00.000Z')).to.equal('UTC+02:00');
    expect(['UTC', 'Europe/Zurich', 'Mars/Olympus', '<b>'].map(isTimeZone)).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });
});
