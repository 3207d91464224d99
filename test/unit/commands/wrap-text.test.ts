import { expect } from 'chai';
import fc from 'fast-check';
import { adviceLines, roomBehind, wrapText } from '../../../src/commands/wrap-text.ts';

describe('texts on a terminal', () => {
  it('are broken at blanks, a word that is too long stays whole', () => {
    expect(wrapText('the table dbo.ExchangeNotification is not there', 12)).to.deep.equal([
      'the table',
      'dbo.ExchangeNotification',
      'is not there',
    ]);
  });

  it('lose and gain nothing by that', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 60 }), (text, room) => {
        expect(wrapText(text, room).join(' ')).to.equal(text);
      }),
    );
  });

  it('get no fewer than thirty characters, and are not broken in a file', () => {
    expect(roomBehind(20, 80)).to.equal(60);
    expect(roomBehind(60, 80)).to.equal(30);
    expect(roomBehind(60, null)).to.equal(Infinity);
  });

  it('have what to do below what was found, and T-SQL as it is', () => {
    expect(
      adviceLines({ found: 'no right', remedy: 'Grant it.', sql: 'GRANT\n  INSERT;' }, 40),
    ).to.deep.equal(['no right', '-> Grant it.', '   GRANT', '     INSERT;']);
    expect(adviceLines({ found: 'all well', remedy: null, sql: null }, 40)).to.deep.equal(['all well']);
  });
});
