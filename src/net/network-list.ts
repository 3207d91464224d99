import type { Address } from './address.ts';
import { isInNetwork, parseNetwork, type Network } from './network.ts';

/**
 * Who is at the other end: an address; `pipe`, where a named pipe or Unix socket has none; or `unknown`, where a TCP
 * connection was gone before it could be asked.
 */
export type Party = Address | 'pipe' | 'unknown';

/** Networks that have a name, after RFC 1918, RFC 4193 and RFC 1122. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  loopback: ['127.0.0.0/8', '::1/128'],
};

/** Networks, some of them by name. */
export interface NetworkList {
  includes(party: Party): boolean;
}

/**
 * Compiles a list of networks, addresses and the names `any`, `exchange-online`, `private`, `loopback` and `pipe`,
 * in lower case. What is none of these is passed over: settings refuse it.
 * @param exchangeOnline the ranges in force, asked each time, so that a new list counts at once
 */
export function createNetworkList(
  entries: readonly string[],
  exchangeOnline: () => readonly Network[],
): NetworkList {
  if (entries.includes('any')) {
    return { includes: () => true };
  }
  const hasPipe = entries.includes('pipe');
  const hasExchangeOnline = entries.includes('exchange-online');
  const networks = entries
    .flatMap((entry) => NAMED[entry] ?? [entry])
    .flatMap((entry) => parseNetwork(entry) ?? []);
  return {
    includes(party) {
      if (typeof party === 'string') {
        return hasPipe && party === 'pipe';
      }
      return (
        networks.some((network) => isInNetwork(party, network)) ||
        (hasExchangeOnline && exchangeOnline().some((network) => isInNetwork(party, network)))
      );
    },
  };
}
