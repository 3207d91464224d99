import { expect } from 'chai';
import { parseAddress } from '../../../src/net/address.ts';
import { isInNetwork } from '../../../src/net/network.ts';
import { builtInRanges, compareRanges, formatRanges, parseRanges } from '../../../src/net/ranges.ts';
import { endpointSets, OTHER_IPS } from '../../support/endpoint-sets.ts';

const had = { retrieved: '2027-01-01T00:00:00.000Z', source: 'test' };

describe('the list of Exchange Online that comes with the product', () => {
  it('says when and where it was had from', () => {
    const { retrieved, source, networks } = builtInRanges();
    expect(Date.parse(retrieved)).to.be.greaterThan(Date.UTC(2026, 0, 1));
    expect(source).to.match(/^https:\/\/learn\.microsoft\.com\//);
    expect(networks).to.have.length(27);
  });

  it("holds the sender of the operations guide's packet, and no private or other public address", () => {
    const { networks } = builtInRanges();
    const has = (text: string) => networks.some((network) => isInNetwork(parseAddress(text)!, network));
    for (const sender of ['2603:1026:c02:3097::5', '40.97.120.1', '52.98.200.1']) {
      expect(has(sender), sender).to.equal(true);
    }
    for (const other of ['8.8.8.8', '10.0.0.1', '127.0.0.1', '::1', '2603:1026:1000::1', '40.112.0.1']) {
      expect(has(other), other).to.equal(false);
    }
  });
});

describe('parseRanges', () => {
  it("takes endpoint set 1 out of the web service's answer", () => {
    const ranges = parseRanges(endpointSets(), had);
    expect(compareRanges(builtInRanges(), ranges)).to.deep.equal({ added: [], removed: [] });
    expect(ranges).to.include(had);
  });

  it('reads what it saves, with its own date', () => {
    const saved = JSON.parse(formatRanges(builtInRanges())) as unknown;
    expect(parseRanges(saved, had)).to.deep.equal(builtInRanges());
  });

  it('keeps a network once that is listed twice', () => {
    const ranges = parseRanges(endpointSets([...OTHER_IPS, OTHER_IPS[0]!]), had);
    expect(ranges.networks).to.have.length(OTHER_IPS.length);
  });

  for (const [what, json, message] of [
    ['is no list', { error: 'busy' }, /neither what Microsoft's/],
    ['is empty', [], /no endpoint set 1/],
    ['has only other sets', endpointSets().slice(1), /no endpoint set 1/],
    [
      'has another set of Exchange',
      [{ id: 9, serviceArea: 'Exchange', ips: OTHER_IPS }],
      /no endpoint set 1/,
    ],
    ['has set 1 without addresses', [{ id: 1, serviceArea: 'Exchange' }], /no endpoint set 1/],
    [
      'has a set 1 of something else',
      [{ id: 1, serviceArea: 'Skype', ips: OTHER_IPS }],
      /of the service area Exchange/,
    ],
    ['has too few networks', endpointSets(['40.96.0.0/13']), /has 1 networks; from 5 to 500/],
    [
      'has too many networks',
      endpointSets(Array.from({ length: 501 }, (_, n) => `40.96.${n % 256}.0/24`)),
      /has 501 networks/,
    ],
    ['has all of IPv4', endpointSets([...OTHER_IPS, '0.0.0.0/0']), /0\.0\.0\.0\/0 is no plausible network/],
    ['has all of IPv6', endpointSets([...OTHER_IPS, '::/0']), /::\/0 is no plausible network/],
    [
      'has a network that is too large',
      endpointSets([...OTHER_IPS, '40.0.0.0/8']),
      /40\.0\.0\.0\/8 is no plausible/,
    ],
    ['has half of IPv6', endpointSets([...OTHER_IPS, '2000::/3']), /2000::\/3 is no plausible network/],
    [
      'has a private network',
      endpointSets([...OTHER_IPS, '10.0.0.0/16']),
      /10\.0\.0\.0\/16 is no plausible network/,
    ],
    [
      'has loopback',
      endpointSets([...OTHER_IPS, '127.0.0.1/32']),
      /127\.0\.0\.1\/32 is no plausible network/,
    ],
    [
      'has what is no network',
      endpointSets([...OTHER_IPS, 'outlook.office.com']),
      /"outlook\.office\.com" is no network/,
    ],
  ] as const) {
    it(`refuses what ${what}`, () => expect(() => parseRanges(json, had)).to.throw(message));
  }
});
