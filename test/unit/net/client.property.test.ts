import { expect } from 'chai';
import fc from 'fast-check';
import { parseAddress, parseForwardedAddress } from '../../../src/net/address.ts';
import { createClientFinder } from '../../../src/net/client.ts';
import { createNetworkList } from '../../../src/net/network-list.ts';
import { sentRequest } from '../../support/sent-request.ts';

const find = createClientFinder({
  trusted: createNetworkList(['10.0.0.0/8', 'fd00::/8'], () => []),
  isPipe: false,
  isIisnode: false,
});

const byte = fc.integer({ min: 0, max: 255 });
const group = fc.integer({ min: 1, max: 0xffff }).map((value) => value.toString(16));
const ipv4 = (first: fc.Arbitrary<number>): fc.Arbitrary<string> =>
  fc.tuple(first, byte, byte, byte).map((bytes) => bytes.join('.'));
const ipv6 = (first: string): fc.Arbitrary<string> =>
  fc.tuple(group, group).map(([one, other]) => `${first}::${one}:${other}`);

const trusted = fc.oneof(ipv4(fc.constant(10)), ipv6('fd12'));
const strange = fc.oneof(ipv4(fc.integer({ min: 11, max: 223 })), ipv6('2603'));
const garbage = fc
  .string({ unit: 'binary-ascii' })
  .filter((text) => !text.includes(',') && text.trim() !== '' && parseForwardedAddress(text) === null);

/** The ways that proxies write an address. */
function written(address: string, form: number): string {
  const isIpv6 = address.includes(':');
  const bare = isIpv6 && form > 1 ? `[${address}]` : !isIpv6 && form === 3 ? `[::ffff:${address}]` : address;
  return (form === 2 && !isIpv6) || bare.startsWith('[') ? `${bare}:51234` : bare;
}

const element = fc.oneof(
  fc.record({ kind: fc.constant('trusted' as const), text: trusted }),
  fc.record({ kind: fc.constant('strange' as const), text: strange }),
  fc.record({ kind: fc.constant('garbage' as const), text: garbage }),
  fc.record({ kind: fc.constant('empty' as const), text: fc.constantFrom('', ' ', '\t') }),
);

describe('the sender of a request, whatever X-Forwarded-For says', () => {
  it('is the peer where the peer is not believed', () => {
    const header = fc.oneof(
      fc.string({ unit: 'binary-ascii' }),
      fc.array(trusted).map((list) => list.join(', ')),
    );
    fc.assert(
      fc.property(strange, header, (peer, forwardedFor) => {
        const client = find(sentRequest(peer, { 'x-forwarded-for': forwardedFor }));
        expect(client.name).to.equal(String(parseAddress(peer)));
        expect(client.proxies).to.equal(0);
      }),
    );
  });

  it('is the right-most element that is not believed, or the last one believed', () => {
    const chain = fc.array(fc.tuple(element, fc.integer({ min: 0, max: 3 })), { maxLength: 6 });
    fc.assert(
      fc.property(trusted, chain, (peer, elements) => {
        const header = elements
          .map(([{ kind, text }, form]) =>
            kind === 'trusted' || kind === 'strange' ? written(text, form) : text,
          )
          .join(',');
        let expected = peer;
        for (const [{ kind, text }] of elements.toReversed()) {
          if (kind === 'garbage') {
            break;
          }
          expected = kind === 'empty' ? expected : text;
          if (kind === 'strange') {
            break;
          }
        }
        const client = find(sentRequest(peer, { 'x-forwarded-for': header }));
        expect(client.name).to.equal(String(parseAddress(expected)));
      }),
      { numRuns: 500 },
    );
  });
});
