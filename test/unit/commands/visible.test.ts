import { expect } from 'chai';
import { visible } from '../../../src/commands/visible.ts';

describe('what commands print', () => {
  it('keeps text, colours, ends of lines and tabs', () => {
    const text = 'Störung\tbei \u001b[31mPROD\u001b[0m\r\nzweite Zeile\n✓ 日本';
    expect(visible(text)).to.equal(text);
  });

  for (const [what, text, shown] of [
    ['a title for the window', '\u001b]0;pwned\u0007', '\\u001b]0;pwned\\u0007'],
    ['a cleared screen', '\u001b[2J\u001b[H', '\\u001b[2J\\u001b[H'],
    ['a C1 control', 'a\u009b2Jb', 'a\\u009b2Jb'],
    ['a line written over', 'refused\rfine', 'refused\\u000dfine'],
    ['turned text', 'a\u202egnp.exe', 'a\\u202egnp.exe'],
  ] as const) {
    it(`shows ${what} instead of doing it`, () => {
      expect(visible(text)).to.equal(shown);
    });
  }

  it('leaves JSON what it was', () => {
    const data = { id: 'a\u009b\u202eb', lines: 'x\r\ny' };
    expect(JSON.parse(visible(JSON.stringify(data, null, 2)))).to.deep.equal(data);
  });
});
