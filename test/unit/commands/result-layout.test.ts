import { expect } from 'chai';
import { resultLayout } from '../../../src/commands/result-layout.ts';
import type { Shell } from '../../../src/commands/shell.ts';

const shellOn = (stdout: Partial<Shell['stdout']>, env: NodeJS.ProcessEnv = {}): Shell =>
  ({ language: 'de', env, stdout: { write: () => true, ...stdout } }) as Shell;

describe('how results are laid out', () => {
  it('is with colours and within the line on a terminal', () => {
    const layout = resultLayout(shellOn({ isTTY: true, columns: 100 }));
    expect(layout).to.include({ language: 'de', width: 100 });
    expect(layout.paint('fail', 'FEHLER')).to.equal('\u001b[31mFEHLER\u001b[39m');
    expect(layout.paint('warn', 'x')).to.not.equal(layout.paint('ok', 'x'));
  });

  it('is plain and unbroken in a file', () => {
    const layout = resultLayout(shellOn({}));
    expect(layout.width).to.equal(null);
    expect(layout.paint('fail', 'FEHLER')).to.equal('FEHLER');
  });
});
