import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { IPv4, IPv6 } from 'ipaddr.js';

/** An IPv4 or IPv6 address. */
export type Address = IPv4 | IPv6;

const PORT = /^\d{1,5}$/;
const ZONE = /%[\w.~-]+$/;

/** Deprecated by RFC 4291 and routed nowhere; the library would take it for the IPv4 address in it. */
const IPV4_COMPATIBLE = /^::\d+\./;

/**
 * Reads an address as sockets and configurations write it; null where it is none. An IPv4 address mapped into IPv6
 * becomes IPv4, and a zone (`fe80::1%eth0`) is dropped: it names an interface of one machine and no network. Octal,
 * hexadecimal and shortened IPv4 addresses, which programs read differently, are none.
 */
export function parseAddress(text: string): Address | null {
  const plain = text.includes(':') ? text.replace(ZONE, '') : text;
  return isIP(plain) !== 0 && !IPV4_COMPATIBLE.test(plain) && ipaddr.isValid(plain)
    ? ipaddr.process(plain)
    : null;
}

/**
 * Reads one element of X-Forwarded-For; null where it is no address. Proxies write a port behind the address
 * (`203.0.113.7:51234`, `[2001:db8::7]:51234`), brackets without a port, and quotes around it all.
 */
export function parseForwardedAddress(element: string): Address | null {
  const text = element.trim().replace(/^"(.*)"$/, '$1');
  const bracketed = /^\[([^[\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed?.[1] !== undefined) {
    const address = bracketed[1].includes(':') ? parseAddress(bracketed[1]) : null;
    return isPortOrNone(bracketed[2]) ? address : null;
  }
  const [host = '', port, ...more] = text.split(':');
  return port !== undefined && more.length === 0 && host.includes('.')
    ? parseWithPort(host, port)
    : parseAddress(text);
}

function parseWithPort(host: string, port: string): Address | null {
  return isPortOrNone(port) ? parseAddress(host) : null;
}

function isPortOrNone(port: string | undefined): boolean {
  return port === undefined || (PORT.test(port) && Number(port) <= 65_535);
}
