import ipaddr from 'ipaddr.js';
import type { Party } from './network-list.ts';

/** Who has an IPv6 network of his own has 2^64 addresses in it. */
const PREFIX = 64;

/** Ranges that no sender on the internet has an address of (RFC 1918, 4193, 1122, 3927, 4291). */
const LOCAL = new Set(['private', 'uniqueLocal', 'loopback', 'linkLocal']);

/** What counts as one sender for limits: an IPv4 address, or an IPv6 network of 64 bits. */
export function senderKey(party: Party): string {
  return typeof party === 'string' || party.kind() === 'ipv4'
    ? String(party)
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${String(party)}/${PREFIX}`).toString()}/${PREFIX}`;
}

/** Whether somebody is on this machine or in a network of its own: not on the internet. */
export function isLocal(party: Party): boolean {
  return typeof party === 'string' ? party === 'pipe' : LOCAL.has(party.range());
}
