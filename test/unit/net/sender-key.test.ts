import { expect } from 'chai';
import { parseAddress } from '../../../src/net/address.ts';
import { isLocal, senderKey } from '../../../src/net/sender-key.ts';

describe('senderKey', () => {
  for (const [address, key] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ] as const) {
    it(`of ${address} is ${key}`, () => {
      expect(senderKey(parseAddress(address)!)).to.equal(key);
    });
  }

  it('of what has no address is its word', () => {
    expect([senderKey('pipe'), senderKey('unknown')]).to.deep.equal(['pipe', 'unknown']);
  });
});

describe('isLocal', () => {
  for (const [address, local] of [
    ['127.0.0.1', true],
    ['10.1.2.3', true],
    ['172.31.255.255', true],
    ['192.168.0.1', true],
    ['169.254.1.1', true],
    ['::1', true],
    ['fd00::1', true],
    ['fe80::1', true],
    ['172.32.0.1', false],
    ['203.0.113.7', false],
    ['2603:1026:c02:3097::5', false],
  ] as const) {
    it(`is ${local} of ${address}`, () => {
      expect(isLocal(parseAddress(address)!)).to.equal(local);
    });
  }

  it('is true of the local web server, and not of who was gone before it could be asked', () => {
    expect([isLocal('pipe'), isLocal('unknown')]).to.deep.equal([true, false]);
  });
});
