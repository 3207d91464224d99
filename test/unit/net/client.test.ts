import { expect } from 'chai';
import { createClientFinder, type Client } from '../../../src/net/client.ts';
import { createNetworkList } from '../../../src/net/network-list.ts';
import { sentRequest } from '../../support/sent-request.ts';

interface Sent {
  readonly peer?: string | undefined;
  readonly trust?: readonly string[];
  readonly forwardedFor?: string;
  readonly iisnode?: string;
  readonly isPipe?: boolean;
}

function clientOf({
  peer,
  trust = ['loopback', 'pipe'],
  forwardedFor,
  iisnode,
  isPipe = false,
}: Sent): Client {
  const find = createClientFinder({
    trusted: createNetworkList(trust, () => []),
    isPipe,
    isIisnode: trust.includes('iisnode'),
  });
  return find(
    sentRequest(peer, {
      ...(forwardedFor !== undefined && { 'x-forwarded-for': forwardedFor }),
      ...(iisnode !== undefined && { 'x-iisnode-remote_addr': iisnode }),
    }),
  );
}

const LOCAL = '127.0.0.1';
const CHAIN = ['loopback', '10.0.0.0/8', '2001:db8:1::/48'];

describe('the sender of a request', () => {
  for (const [what, sent, name, proxies] of [
    ['is the peer without the header', { peer: '203.0.113.7' }, '203.0.113.7', 0],
    [
      'is the peer where it is not believed',
      { peer: '203.0.113.7', forwardedFor: '40.97.1.1' },
      '203.0.113.7',
      0,
    ],
    ['is what a believed peer says', { peer: LOCAL, forwardedFor: '203.0.113.7' }, '203.0.113.7', 1],
    ['is the believed peer where it says nothing', { peer: LOCAL }, LOCAL, 1],
    ['is IPv4 where the socket shows it mapped', { peer: '::ffff:203.0.113.7' }, '203.0.113.7', 0],
    [
      'is found behind a peer that is shown mapped',
      { peer: '::ffff:127.0.0.1', forwardedFor: '203.0.113.7' },
      '203.0.113.7',
      1,
    ],
    [
      'is never the forged left end',
      { peer: LOCAL, forwardedFor: '40.97.1.1, 203.0.113.7' },
      '203.0.113.7',
      1,
    ],
    [
      'is never the left end of loopback addresses',
      { peer: LOCAL, forwardedFor: '127.0.0.1, 203.0.113.7, 127.0.0.1' },
      '203.0.113.7',
      2,
    ],
    [
      'is found through a chain',
      {
        peer: LOCAL,
        trust: CHAIN,
        forwardedFor: '40.97.1.1, 203.0.113.7, [2001:db8:1::5]:80, 10.1.2.3:4444',
      },
      '203.0.113.7',
      3,
    ],
    [
      'is not found beyond a proxy that is not believed',
      { peer: LOCAL, trust: CHAIN, forwardedFor: '203.0.113.7, 192.168.1.1, 10.1.2.3' },
      '192.168.1.1',
      2,
    ],
    [
      'is the left end where all are believed',
      { peer: LOCAL, trust: CHAIN, forwardedFor: '10.9.9.9, 10.1.2.3' },
      '10.9.9.9',
      2,
    ],
    [
      'is found past empty elements',
      { peer: LOCAL, forwardedFor: ' , 203.0.113.7 ,, \t,' },
      '203.0.113.7',
      1,
    ],
    ['is the peer where all elements are empty', { peer: LOCAL, forwardedFor: ' , ,\t' }, LOCAL, 1],
    [
      'is nobody believed where the list is none',
      { peer: LOCAL, trust: ['none'], forwardedFor: '203.0.113.7' },
      LOCAL,
      0,
    ],
    [
      'is what the local web server says over a pipe',
      { isPipe: true, forwardedFor: '203.0.113.7' },
      '203.0.113.7',
      1,
    ],
    ['is the pipe where nothing is said', { isPipe: true }, 'pipe', 1],
    [
      'is the pipe where it is not believed',
      { isPipe: true, trust: ['loopback'], forwardedFor: '203.0.113.7' },
      'pipe',
      0,
    ],
    [
      'is unknown, and no pipe, after a reset of a TCP connection',
      { forwardedFor: '40.97.1.1' },
      'unknown',
      0,
    ],
  ] as const satisfies readonly (readonly [string, Sent, string, number])[]) {
    it(what, () => expect(clientOf(sent)).to.include({ name, proxies, unreadable: null }));
  }

  for (const garbage of ['unknown', '_x', '203.0.113.7:', '[::1', '"', '40.97.1.1 203.0.113.7', 'ａ']) {
    it(`is the proxy that handed on ${JSON.stringify(garbage)}, which is no address`, () => {
      expect(clientOf({ peer: LOCAL, forwardedFor: `40.97.1.1, ${garbage}` })).to.include({
        name: LOCAL,
        proxies: 1,
        unreadable: garbage,
      });
      expect(
        clientOf({ peer: LOCAL, trust: CHAIN, forwardedFor: `40.97.1.1, ${garbage}, 10.1.2.3` }),
      ).to.include({ name: '10.1.2.3', proxies: 2, unreadable: garbage });
      expect(clientOf({ peer: LOCAL, forwardedFor: garbage })).to.include({
        name: LOCAL,
        unreadable: garbage,
      });
    });
  }

  it('is not disturbed by what stands left of it', () => {
    expect(clientOf({ peer: LOCAL, forwardedFor: '\u0001, x, ::::, 203.0.113.7' })).to.include({
      name: '203.0.113.7',
      unreadable: null,
    });
  });
});

describe('the sender of a request through iisnode', () => {
  const trust = ['iisnode'];

  for (const [what, sent, name] of [
    ['is what iisnode wrote last', { iisnode: '40.97.1.1, 203.0.113.7' }, '203.0.113.7'],
    [
      'is not what X-Forwarded-For claims',
      { iisnode: '203.0.113.7', forwardedFor: '40.97.1.1' },
      '203.0.113.7',
    ],
    ['is the pipe where iisnode wrote nothing', { forwardedFor: '40.97.1.1' }, 'pipe'],
    [
      'is found behind a proxy that is believed',
      {
        trust: ['iisnode', '10.0.0.0/8'],
        iisnode: '10.1.2.3',
        forwardedFor: '40.97.1.1, 203.0.113.7, 10.1.2.3',
      },
      '203.0.113.7',
    ],
  ] as const satisfies readonly (readonly [string, Sent, string])[]) {
    it(what, () => expect(clientOf({ trust, ...sent, isPipe: true }).name).to.equal(name));
  }

  it('is not read from its header over TCP, nor where the name iisnode is not set', () => {
    expect(clientOf({ trust, peer: '203.0.113.7', iisnode: '40.97.1.1' }).name).to.equal('203.0.113.7');
    expect(clientOf({ isPipe: true, iisnode: '40.97.1.1' }).name).to.equal('pipe');
  });
});
