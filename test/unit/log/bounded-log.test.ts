import { expect } from 'chai';
import { createBoundedLog, type BoundedLogOptions } from '../../../src/log/bounded-log.ts';
import type { Logger } from '../../../src/log.ts';
import { until } from '../../support/until.ts';

describe('createBoundedLog', () => {
  let lines: [level: string, message: string, fields: unknown][];
  const open = (options: Partial<BoundedLogOptions> = {}): ReturnType<typeof createBoundedLog> => {
    lines = [];
    const note =
      (level: string): Logger['info'] =>
      (message, fields) =>
        lines.push([level, message, fields]);
    const level = { level: () => 'info' as const, setLevel: () => undefined };
    const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
    return createBoundedLog({ ...log, ...level }, { unbounded: new Set(['stored']), most: 3, ...options });
  };

  it('writes so many of a kind, and at the end of the window how many more there were', async () => {
    const log = open({ windowMs: 20 });
    for (let index = 1; index <= 1000; index++) {
      log.error('failed', { code: 'E1', mandator: 'PROD', index });
    }
    expect(lines).to.have.length(3);
    await until('the window is over', () => lines.length === 4);
    expect(lines[3]).to.deep.equal([
      'error',
      'failed',
      { code: 'E1', mandator: 'PROD', index: 1000, times: 997, withinSeconds: 1 },
    ]);
    log.error('failed', { code: 'E1', mandator: 'PROD' });
    expect(lines).to.have.length(5);
    log.close();
  });

  it('tells messages, codes and mandators apart', () => {
    const log = open({ most: 1 });
    for (let index = 0; index < 2; index++) {
      log.warn('one', { code: 'E1', mandator: 'PROD' });
      log.warn('one', { code: 'E2', mandator: 'PROD' });
      log.warn('one', { code: 'E2', mandator: 'TEST' });
      log.warn('two', { code: 'E2', mandator: 'TEST' });
      log.info('two');
    }
    expect(lines).to.have.length(5);
    log.close();
    expect(lines).to.have.length(10);
    log.close();
    expect(lines).to.have.length(10);
  });

  it('leaves lines for debugging and those of requests that went well alone', () => {
    const log = open({ most: 1 });
    for (let index = 0; index < 5; index++) {
      log.debug('detail');
      log.info('stored');
    }
    expect(lines).to.have.length(10);
    log.close();
  });
});
