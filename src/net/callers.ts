import type { IncomingMessage } from 'node:http';
import { createClientFinder, type Client } from './client.ts';
import { createNetworkList } from './network-list.ts';
import type { Network } from './network.ts';

/** Who sends requests, and who may. */
export interface Callers {
  identify(request: IncomingMessage): Client;
  isAllowed(client: Pick<Client, 'party'>): boolean;
}

export interface CallersOptions {
  /** Setting `allow`. */
  readonly allow: readonly string[];
  /** Setting `trustProxy`. */
  readonly trustProxy: readonly string[];
  /** Whether the service listens on a named pipe or Unix socket. */
  readonly isPipe: boolean;
  /** The ranges of Exchange Online in force. */
  readonly exchangeOnline: () => readonly Network[];
}

/** Puts the settings about callers to work. */
export function createCallers({ allow, trustProxy, isPipe, exchangeOnline }: CallersOptions): Callers {
  const allowed = createNetworkList(allow, exchangeOnline);
  const identify = createClientFinder({
    trusted: createNetworkList(trustProxy, () => []),
    isPipe,
    isIisnode: trustProxy.includes('iisnode'),
  });
  return { identify, isAllowed: ({ party }) => allowed.includes(party) };
}
