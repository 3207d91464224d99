import { expect } from 'chai';
import { createRepeatedLog } from '../../../src/http/repeated-log.ts';
import { createKeptLog } from '../../support/kept-log.ts';

describe('createRepeatedLog', () => {
  it('tells the first of a kind at once and counts the others until it is closed', () => {
    const log = createKeptLog();
    const repeated = createRepeatedLog(log);
    for (let count = 1; count <= 1000; count += 1) {
      repeated.warn('refused', { code: 'a', from: count });
    }
    repeated.warn('refused', { code: 'b', from: 7 });
    repeated.close();
    repeated.close();

    expect(log.lines.map(({ fields }) => fields)).to.deep.equal([
      { code: 'a', from: 1 },
      { code: 'b', from: 7 },
      { code: 'a', from: 1000, times: 999, withinSeconds: 60 },
    ]);
  });

  it('tells the count when the window is over, and the next one at once again', async () => {
    const log = createKeptLog();
    const repeated = createRepeatedLog(log, 20);
    repeated.warn('refused', { code: 'a' });
    repeated.warn('refused', { code: 'a' });
    const keepAlive = setInterval(() => undefined, 1000);
    await log.next('refused');
    clearInterval(keepAlive);
    repeated.warn('refused', { code: 'a' });
    repeated.close();

    expect(log.lines.map(({ fields }) => fields['times'])).to.deep.equal([undefined, 1, undefined]);
  });
});
