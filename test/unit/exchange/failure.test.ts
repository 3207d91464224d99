import { expect } from 'chai';
import { failureOf } from '../../../src/exchange/failure.ts';

const refused = (address: string): Error =>
  Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' });

describe('why a request got no reply', () => {
  it('is told for each address of a name', () => {
    const both = new AggregateError([refused('::1:1'), refused('127.0.0.1:1')]);
    expect(failureOf(both)).to.deep.equal({
      code: 'ECONNREFUSED',
      message: 'connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1',
    });
    expect(failureOf(Object.assign(both, { code: 'ETIMEDOUT' })).code).to.equal('ETIMEDOUT');
  });

  it('has a name where there is no code', () => {
    expect(failureOf(new TypeError('odd '))).to.deep.equal({ code: 'TypeError', message: 'odd' });
    expect(failureOf(Object.assign(new Error('odd'), { code: 7 })).code).to.equal('Error');
    expect(failureOf(new AggregateError([], 'none'))).to.deep.equal({ code: 'AggregateError', message: '' });
  });
});
