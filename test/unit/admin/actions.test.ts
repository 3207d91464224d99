import { expect } from 'chai';
import { ACTION_MESSAGES, createActions } from '../../../src/admin/actions.ts';
import { createBoundedLog } from '../../../src/log/bounded-log.ts';
import type { Fields } from '../../../src/log/format-line.ts';

describe('what administrators have done', () => {
  it('is in the log line by line, with who asked, however much it is', async () => {
    const lines: [message: string, fields: Fields | undefined][] = [];
    const note = (message: string, fields?: Fields): void => void lines.push([message, fields]);
    const level = { level: () => 'info' as const, setLevel: () => undefined };
    const log = createBoundedLog(
      { ...{ debug: note, info: note, warn: note, error: note }, ...level },
      { unbounded: new Set(ACTION_MESSAGES), most: 1 },
    );
    let changes = 0;
    const actions = createActions({
      setAside: {
        list: () => Promise.resolve({ total: 0, rows: [] }),
        retry: () => Promise.resolve(2),
        drop: () => Promise.resolve(1),
        close: () => Promise.resolve(),
      },
      selftest: () => Promise.resolve(null),
      actor: () => '192.0.2.7',
      onChange: () => (changes += 1),
      log,
    });
    for (const seq of [1, 2, 3]) {
      await actions.drop({ seqs: [seq] });
      await actions.retry({ mandator: 'PROD' });
      actions.setLogLevel('debug');
    }
    log.close();
    expect(lines).to.have.length(9);
    expect(lines[3]).to.deep.equal([
      'rows that were set aside are deleted for good',
      { by: '192.0.2.7', rows: 1, numbers: [2] },
    ]);
    expect(changes).to.equal(9);
  });
});
