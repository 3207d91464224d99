import { expect } from 'chai';
import { tokenize } from '../../../../support/tds-server/sql/tokenizer.ts';

function tokens(sql: string): string[] {
  return tokenize(sql).map(({ kind, text }) => `${kind}:${text}`);
}

describe('tokens of T-SQL', () => {
  it('know quotes of every kind, doubled inside themselves', () => {
    expect(tokens(`[a]]b] "c""d" 'e''f' N'g😀'`)).to.deep.equal([
      'quoted:a]b',
      'quoted:c"d',
      "string:e'f",
      'nstring:g😀',
      'end:',
    ]);
  });

  it('leave out comments, which nest', () => {
    expect(tokens('a -- b\n/* c /* d */ e */ f')).to.deep.equal(['word:a', 'word:f', 'end:']);
  });

  it('tell variables, numbers, binaries and symbols apart', () => {
    expect(tokens('@p0,@@rowcount<>12;0xAf')).to.deep.equal([
      'variable:@p0',
      'symbol:,',
      'variable:@@rowcount',
      'symbol:<>',
      'number:12',
      'symbol:;',
      'binary:0xAf',
      'end:',
    ]);
  });

  it('take N for a name where no string follows', () => {
    expect(tokens("N n.x Nn N''")).to.deep.equal([
      'word:N',
      'word:n',
      'symbol:.',
      'word:x',
      'word:Nn',
      'nstring:',
      'end:',
    ]);
  });
});
