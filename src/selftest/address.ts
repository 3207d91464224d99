import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readRoomsConfig } from '../config/rooms-config.ts';
import type { Settings } from '../config/settings.ts';

/** Where a test message is sent to. */
export interface Address {
  /** Without the mandator. For a pipe or socket its host is only what the Host header says. */
  readonly url: URL;
  /** Path of the named pipe or Unix socket; null for TCP. */
  readonly socketPath: string | null;
  readonly from: AddressSource;
  /** The setting that it comes from, or ROOMS's own name for it; null where none is to be named. */
  readonly name: string | null;
}

/**
 * `running`: where this process listens. `settings`: where the settings say that the service listens. `default`: the
 * same, and nobody has set a port. `given`: by the caller. `rooms`: what ROOMS tells Exchange.
 */
export type AddressSource = 'running' | 'settings' | 'default' | 'given' | 'rooms';

/** Why there is no address. */
export interface AddressProblem {
  readonly code: 'port_unknown' | 'no_rooms_config' | 'no_rooms_url';
  readonly values: Readonly<Record<string, string>>;
}

/** The service's own listener, as the settings of this process say. */
export function addressOfSettings(settings: Settings): Address | AddressProblem {
  const { port, host, origin, tlsCert, tlsPfx } = settings;
  const path = pathOf(settings);
  const { name = '', source = 'default' } = origin['port'] ?? {};
  const from = source === 'default' ? 'default' : 'settings';
  if (typeof port === 'string') {
    return { url: new URL(`http://localhost${path}`), socketPath: port, from, name };
  }
  if (port === 0) {
    return { code: 'port_unknown', values: {} };
  }
  const scheme = tlsCert === undefined && tlsPfx === undefined ? 'http' : 'https';
  const url = new URL(`${scheme}://${callableHost(host ?? 'localhost')}:${port}${path}`);
  return { url, socketPath: null, from, name };
}

/**
 * The listener of this very process.
 * @param address as the service tells it: `http://[::]:8080`, or the path of a pipe or socket
 */
export function addressOfService(address: string, settings: Settings): Address {
  const path = pathOf(settings);
  const listened = /^(https?):\/\/(.+):(\d+)$/.exec(address);
  if (listened === null) {
    return { url: new URL(`http://localhost${path}`), socketPath: address, from: 'running', name: null };
  }
  const [, scheme = '', host = '', port = ''] = listened;
  const url = new URL(`${scheme}://${callableHost(host.replace(/^\[|\]$/g, ''))}:${port}${path}`);
  return { url, socketPath: null, from: 'running', name: null };
}

/** An address that somebody gave; its query, a mandator, is left to the caller. */
export function givenAddress(url: URL): Address {
  return { url: new URL(url), socketPath: null, from: 'given', name: null };
}

/**
 * The address that ROOMS tells Exchange, by its own configuration. A newer release's own key for it goes before the
 * older one, which such a release uses for other things too.
 */
export function addressOfRooms(
  settings: Settings,
  readFile: (path: string) => Uint8Array = readFileSync,
): Address | AddressProblem {
  const read = Object.values(settings.origin).find(({ source }) => source === 'rooms');
  const folder = settings.roomsConfigDir ?? (read === undefined ? null : dirname(read.name));
  if (folder === null) {
    return { code: 'no_rooms_config', values: {} };
  }
  const found = readRoomsConfig(folder, readFile).serviceUrls.at(-1);
  return found === undefined
    ? { code: 'no_rooms_url', values: { folder } }
    : { url: new URL(found.url), socketPath: null, from: 'rooms', name: found.key };
}

/** The URL as Exchange is given it: the mandator's bare name is its query. */
export function urlFor({ url }: Address, mandator: string): URL {
  const whole = new URL(url);
  whole.search = `?${encodeURIComponent(mandator)}`;
  return whole;
}

/** Whether the message goes straight to the service, past every proxy. */
export function isDirect({ from }: Address): boolean {
  return from === 'running' || from === 'settings' || from === 'default';
}

function pathOf({ paths }: Settings): string {
  return paths[0] ?? '/';
}

/** The host to call for one that is listened on: everywhere is also here. In brackets where it is IPv6. */
export function callableHost(host: string): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  // A URL has no place for the zone of a link-local address.
  return name.includes(':') ? `[${name.replace(/%.*$/, '')}]` : name;
}
