import type { Settings } from '../../config/settings.ts';

/** An address to connect to for one to listen on: everywhere is also here. In brackets where it is IPv6. */
export function reachableHost(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0') {
    return '127.0.0.1';
  }
  const address = host === '::' ? '::1' : host;
  return address.includes(':') ? `[${address}]` : address;
}

/** Where this machine reaches the endpoint by itself; null for a named pipe or socket. */
export function localUrl({
  port,
  host,
  paths,
  tlsCert,
  tlsPfx,
}: Pick<Settings, 'port' | 'host' | 'paths' | 'tlsCert' | 'tlsPfx'>): URL | null {
  const scheme = tlsCert === undefined && tlsPfx === undefined ? 'http' : 'https';
  return typeof port === 'string'
    ? null
    : new URL(`${scheme}://${reachableHost(host)}:${port}${paths[0] ?? '/'}`);
}
