import ipaddr from 'ipaddr.js';
import { parseAddress, type Address } from './address.ts';

/** A network in CIDR notation; a single address is one of full length. */
export interface Network {
  readonly address: Address;
  readonly prefix: number;
}

const MAPPED_BITS = 96;

/**
 * Reads `203.0.113.0/24`, `2001:db8::/32` or a single address; null where it is neither. Bits behind the prefix have
 * to be 0: `203.0.113.7/2` is a slip that would open a quarter of the internet.
 */
export function parseNetwork(text: string): Network | null {
  const match = /^([\d.:a-f]+)(?:\/(\d{1,3}))?$/i.exec(text);
  const address = match?.[1] === undefined ? null : parseAddress(match[1]);
  if (address === null) {
    return null;
  }
  const length = address.kind() === 'ipv4' ? 32 : 128;
  const isMapped = length === 32 && text.includes(':');
  const prefix = match?.[2] === undefined ? length : Number(match[2]) - (isMapped ? MAPPED_BITS : 0);
  if (prefix < 0 || prefix > length) {
    return null;
  }
  const cidr = `${address.toString()}/${prefix}`;
  const first =
    length === 32
      ? ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()
      : ipaddr.IPv6.networkAddressFromCIDR(cidr).toString();
  return first === address.toString() ? { address, prefix } : null;
}

/** Whether an address lies in a network. Networks of IPv4 hold no IPv6 addresses, and the other way round. */
export function isInNetwork(address: Address, { address: first, prefix }: Network): boolean {
  return address.kind() === first.kind() && address.match(first, prefix);
}

/** `203.0.113.0/24` */
export function formatNetwork({ address, prefix }: Network): string {
  return `${address.toString()}/${prefix}`;
}
