import { expect } from 'chai';
import { parseAddress } from '../../../src/net/address.ts';
import { isOpenToAll } from '../../../src/net/is-open.ts';
import { createNetworkList, type Party } from '../../../src/net/network-list.ts';
import { formatNetwork, parseNetwork } from '../../../src/net/network.ts';

const party = (text: string): Party => (text === 'pipe' || text === 'unknown' ? text : parseAddress(text)!);

describe('parseNetwork', () => {
  for (const [text, expected] of [
    ['203.0.113.0/24', '203.0.113.0/24'],
    ['203.0.113.7', '203.0.113.7/32'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['2001:db8::7', '2001:db8::7/128'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
  ] as const) {
    it(`reads ${text}`, () => expect(formatNetwork(parseNetwork(text)!)).to.equal(expected));
  }

  for (const text of [
    ...['', '/8', '10.0.0.0/', '10.0.0.0/33', '2001:db8::/129', '10.0.0.0/255.0.0.0', '10.0.0.0/-1', '10/8'],
    ...['203.0.113.7/2', '2001:db8::1/32', '::ffff:10.0.0.0/8', 'fe80::%eth0/10', '10.0.0.0/8 ', 'any'],
  ]) {
    it(`does not take ${JSON.stringify(text)} for a network`, () =>
      expect(parseNetwork(text)).to.equal(null));
  }
});

describe('a list of networks', () => {
  for (const [entries, inside, outside] of [
    [['any'], ['203.0.113.7', '::1', 'pipe', 'unknown'], []],
    [
      ['203.0.113.0/24'],
      ['203.0.113.0', '203.0.113.255'],
      ['203.0.112.255', '::cb00:7107', 'pipe', 'unknown'],
    ],
    [['2001:db8::/32'], ['2001:db8::', '2001:db8:ffff::1'], ['2001:db9::', '32.1.13.184', 'pipe', 'unknown']],
    [
      ['private'],
      ['10.0.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1'],
      ['127.0.0.1', '172.32.0.1', '169.254.1.1', 'pipe'],
    ],
    [
      ['loopback'],
      ['127.0.0.1', '127.255.255.255', '::1'],
      ['128.0.0.1', '10.0.0.1', '::2', 'pipe', 'unknown'],
    ],
    [['pipe'], ['pipe'], ['unknown', '127.0.0.1', '::1']],
    [['none'], [], ['pipe', 'unknown', '127.0.0.1', '::1']],
    [['0.0.0.0/0'], ['203.0.113.7'], ['::1', 'pipe', 'unknown']],
  ] as const) {
    it(`of ${entries.join(', ')} includes what lies in it and nothing else`, () => {
      const list = createNetworkList(entries, () => []);
      expect(inside.filter((text) => !list.includes(party(text)))).to.deep.equal([]);
      expect(outside.filter((text) => list.includes(party(text)))).to.deep.equal([]);
    });
  }

  it('asks for the ranges of Exchange Online each time, and only where it names them', () => {
    let ranges = ['40.96.0.0/13'];
    const current = () => ranges.map((text) => parseNetwork(text)!);
    const list = createNetworkList(['exchange-online'], current);
    expect(list.includes(party('40.97.1.1'))).to.equal(true);
    ranges = ['52.96.0.0/14'];
    expect(list.includes(party('40.97.1.1'))).to.equal(false);
    expect(list.includes(party('52.97.1.1'))).to.equal(true);
    expect(createNetworkList(['private'], current).includes(party('52.97.1.1'))).to.equal(false);
  });
});

describe('isOpenToAll', () => {
  it('knows every spelling of the whole internet', () => {
    for (const entry of ['any', '0.0.0.0/0', '::/0']) {
      expect(isOpenToAll(['private', entry])).to.equal(true);
    }
    expect(isOpenToAll(['private', 'exchange-online', '10.0.0.0/8', 'pipe'])).to.equal(false);
  });
});
