import { expect } from 'chai';
import { copyHeaders } from '../../../src/mirror/copy-headers.ts';

function copied(...rawHeaders: string[]): string[] {
  const message = { requestId: 'id-1', rawHeaders, query: '', body: Buffer.from('12345'), lane: '' };
  return copyHeaders(message, 'old:8080');
}

const MADE = ['Content-Length', '5', 'X-Sync-Mirror', 'id-1'];

describe('copyHeaders', () => {
  it('keeps order, spelling and repetition', () => {
    const headers = ['soapACTION', '"x"', 'X-A', '1', 'Content-Encoding', 'gzip', 'x-a', '2'];
    expect(copied(...headers)).to.deep.equal(['Host', 'old:8080', ...headers, ...MADE]);
  });

  it('leaves away what concerns the connection, and what the connection names', () => {
    expect(
      copied(
        ...['Host', 'new', 'Connection', 'keep-alive, X-Hop', 'X-Hop', '1', 'Transfer-Encoding', 'chunked'],
        ...['Content-Length', '9', 'EXPECT', '100-continue', 'Keep-Alive', 'timeout=5', 'Accept', 'text/xml'],
      ),
    ).to.deep.equal(['Host', 'old:8080', 'Accept', 'text/xml', ...MADE]);
  });

  it('marks the copy itself, whatever mark came in', () => {
    expect(copied('x-sync-mirror', 'forged')).to.deep.equal(['Host', 'old:8080', ...MADE]);
  });
});
