import { expect } from 'chai';
import { hasColours, lineWidth, painterFor, type Output } from '../../../src/commands/paint.ts';

const terminal: Output = { write: () => undefined, isTTY: true, columns: 100 };
const pipe: Output = { write: () => undefined };

describe('colours', () => {
  it('are for terminals', () => {
    expect(hasColours(terminal, { TERM: 'xterm' })).to.equal(true);
    expect(hasColours(terminal, { TERM: 'dumb' })).to.equal(false);
    expect(hasColours(pipe, { TERM: 'xterm' })).to.equal(false);
  });

  it('are forbidden by NO_COLOR, and asked for by FORCE_COLOR', () => {
    expect(hasColours(terminal, { NO_COLOR: '1' })).to.equal(false);
    expect(hasColours(terminal, { NO_COLOR: '' })).to.equal(true);
    expect(hasColours(pipe, { FORCE_COLOR: '1' })).to.equal(true);
    expect(hasColours(pipe, { FORCE_COLOR: '' })).to.equal(true);
    expect(hasColours(terminal, { FORCE_COLOR: '0' })).to.equal(false);
    expect(hasColours(pipe, { FORCE_COLOR: '1', NO_COLOR: '1' })).to.equal(false);
  });

  it('leave the text alone where there are none', () => {
    expect(painterFor(pipe, {})('bad', 'text')).to.equal('text');
    expect(painterFor(terminal, {})('bad', 'text')).to.equal('\u001b[31mtext\u001b[39m');
  });
});

describe('lineWidth', () => {
  it('is known of terminals alone', () => {
    expect(lineWidth(terminal)).to.equal(100);
    expect(lineWidth({ ...terminal, columns: 0 })).to.equal(null);
    expect(lineWidth({ ...pipe, columns: 100 })).to.equal(null);
  });
});
