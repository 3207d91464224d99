import { expect } from 'chai';
import { createTokenCheck, shownToken } from '../../../src/admin/token.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the token of a request', () => {
  it('is a bearer token', () => {
    expect(shownToken('Bearer abc.DEF-123~+/=')).to.deep.equal({
      token: 'abc.DEF-123~+/=',
      scheme: 'bearer',
    });
  });

  it('is found whatever the case of its scheme', () => {
    expect(shownToken('bEARER abc')?.token).to.equal('abc');
  });

  it('is the password of any user', () => {
    expect(shownToken(basic('anna:s3cret'))).to.deep.equal({ token: 's3cret', scheme: 'basic' });
    expect(shownToken(basic(':s3cret'))?.token).to.equal('s3cret');
  });

  it('may hold colons as a password', () => {
    expect(shownToken(basic('anna:a:b'))?.token).to.equal('a:b');
  });

  for (const header of [
    '',
    'Bearer',
    'Bearer ',
    'Digest abc',
    basic('no colon'),
    'Basic ***',
    'Bearer a b',
  ]) {
    it(`is absent from "${header}"`, () => {
      expect(shownToken(header)).to.equal(null);
    });
  }

  it('is not looked for in a header beyond any of ours', () => {
    expect(shownToken(`Bearer ${'a'.repeat(5000)}`)?.token.length ?? 0).to.be.lessThan(4096);
  });
});

describe('the check of a token', () => {
  const isRight = createTokenCheck('0123456789abcdef');

  it('takes the one that is set', () => {
    expect(isRight('0123456789abcdef')).to.equal(true);
  });

  for (const wrong of ['', '0123456789abcde', '0123456789abcdefg', '0123456789ABCDEF']) {
    it(`refuses "${wrong}"`, () => {
      expect(isRight(wrong)).to.equal(false);
    });
  }
});
