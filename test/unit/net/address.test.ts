import { expect } from 'chai';
import { parseAddress, parseForwardedAddress } from '../../../src/net/address.ts';

describe('parseAddress', () => {
  for (const [text, expected] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['2603:1026:0C02:3097:0:0:0:5', '2603:1026:c02:3097::5'],
    ['fe80::1%eth0', 'fe80::1'],
    ['fe80::1%12', 'fe80::1'],
    ['::1', '::1'],
  ] as const) {
    it(`reads ${text}`, () => expect(String(parseAddress(text))).to.equal(expected));
  }

  for (const text of [
    ...['', ' ', 'unknown', 'localhost', '203.0.113', '203.0.113.7.1', '256.0.0.1', '0x7f.1', '0177.0.0.1'],
    ...[
      '2130706433',
      '203.0.113.7/32',
      '203.0.113.7%eth0',
      '[::1]',
      '::1%',
      'fe80::1%a b',
      '::g',
      '::203.0.113.7',
      '1::2::3',
    ],
  ]) {
    it(`does not take ${JSON.stringify(text)} for an address`, () =>
      expect(parseAddress(text)).to.equal(null));
  }
});

describe('parseForwardedAddress', () => {
  for (const [element, expected] of [
    ['203.0.113.7', '203.0.113.7'],
    ['  203.0.113.7\t', '203.0.113.7'],
    ['203.0.113.7:51234', '203.0.113.7'],
    ['[2001:db8::7]:567', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['"[2001:db8::7]:567"', '2001:db8::7'],
    ['"203.0.113.7"', '203.0.113.7'],
    ['2001:db8::7', '2001:db8::7'],
    ['2001:db8::7:567', '2001:db8::7:567'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:80', '203.0.113.7'],
    ['[fe80::1%25]:80', 'fe80::1'],
  ] as const) {
    it(`reads ${element}`, () => expect(String(parseForwardedAddress(element))).to.equal(expected));
  }

  for (const element of [
    ...['', 'unknown', '_hidden', '-', 'example.com', 'example.com:80', '203.0.113.7:', '203.0.113.7:x'],
    ...['203.0.113.7:65536', '203.0.113.7:1:2', '[203.0.113.7]', '[2001:db8::7', '2001:db8::7]', '[]:1'],
    ...['[2001:db8::7]x', '[2001:db8::7]:', '[2001:db8::7]:1234567', '"203.0.113.7', 'for=203.0.113.7'],
    ...['203.0.113.7 203.0.113.8', '203.0.113.7;203.0.113.8', '1'.repeat(20_000)],
  ]) {
    it(`does not take ${JSON.stringify(element.slice(0, 40))} for an address`, () =>
      expect(parseForwardedAddress(element)).to.equal(null));
  }
});
