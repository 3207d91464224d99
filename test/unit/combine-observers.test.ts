import { expect } from 'chai';
import { combineObservers } from '../../src/combine-observers.ts';
import { createKeptLog } from '../support/kept-log.ts';
import { createToldObserver } from '../support/told.ts';

describe('combineObservers', () => {
  it('tells each of them, also those that watch only part', () => {
    const all = createToldObserver();
    const some: string[] = [];
    const combined = combineObservers(
      [{ rowsSpooled: (mandator, rows) => some.push(`${mandator} ${rows}`) }, all],
      createKeptLog(),
    );
    combined.rowsSpooled('PROD', 3);
    combined.connectionRefused('tls');
    expect(some).to.deep.equal(['PROD 3']);
    expect(all.told).to.deep.equal([
      ['rowsSpooled', 'PROD', 3],
      ['connectionRefused', 'tls'],
    ]);
  });

  it('lets no room and no other observer feel that one of them throws, and logs it once', () => {
    const other = createToldObserver();
    const log = createKeptLog();
    const broken = {
      connectionRefused: () => {
        throw new Error('out of order');
      },
    };
    const combined = combineObservers([broken, other], log);
    combined.connectionRefused('tls');
    combined.connectionRefused('tls');
    expect(other.told).to.have.length(2);
    expect(log.lines.map(({ level, fields }) => `${level} ${String(fields['what'])}`)).to.deep.equal([
      'error connectionRefused',
    ]);
  });
});
