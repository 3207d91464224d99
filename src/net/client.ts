import type { IncomingMessage } from 'node:http';
import proxyaddr from 'proxy-addr';
import { parseAddress, parseForwardedAddress } from './address.ts';
import type { NetworkList, Party } from './network-list.ts';

/** Who sent a request, as far as it can be believed. */
export interface Client {
  readonly party: Party;
  /** Its address in its shortest form, `pipe` or `unknown`. */
  readonly name: string;
  /** The other end of the connection: the client itself, or the nearest proxy. */
  readonly peer: string;
  /**
   * How many proxies are believed, the nearest one included; 0 where no header counts. It tells which element of
   * X-Forwarded-Proto and X-Forwarded-Host comes from the outermost of them.
   */
  readonly proxies: number;
  /** The element of X-Forwarded-For that ended the walk because it is no address; null where there was none. */
  readonly unreadable: string | null;
}

export interface ClientFinderOptions {
  readonly trusted: NetworkList;
  /** Whether the service listens on a named pipe or Unix socket. */
  readonly isPipe: boolean;
  /** Whether IIS hands over the client's address in `X-iisnode-REMOTE_ADDR` (promoteServerVars). */
  readonly isIisnode: boolean;
}

/** The header that iisnode writes behind all others where promoteServerVars names REMOTE_ADDR. */
const IISNODE_ADDRESS = 'x-iisnode-remote_addr';

/**
 * Finds the sender of requests: from the peer through X-Forwarded-For from right to left, for as long as the one who
 * wrote an element is believed. The first that is not believed is the sender; whatever stands left of it is what it
 * claims, and never counts. An element that is no address ends the walk at the proxy that wrote it.
 */
export function createClientFinder(options: ClientFinderOptions): (request: IncomingMessage) => Client {
  const { trusted } = options;
  return function findClient(request) {
    const peer = peerParty(peerAddress(request, options), options.isPipe);
    const isBelieved = (element: string, index: number): boolean => {
      const party = index === 0 ? peer : parseForwardedAddress(element);
      return party === null ? element.trim() === '' : trusted.includes(party);
    };
    const elements = proxyaddr
      .all(request, isBelieved)
      .slice(1)
      .filter((element) => element.trim() !== '');
    const parties = elements.flatMap((element): Party[] => {
      const party = parseForwardedAddress(element);
      return party === null ? [] : [party];
    });
    const party = parties.at(-1) ?? peer;
    return {
      party,
      name: String(party),
      peer: String(peer),
      proxies: trusted.includes(peer) ? Math.max(1, elements.length) : 0,
      unreadable: parties.length < elements.length ? (elements.at(-1) ?? null) : null,
    };
  };
}

/** Over iisnode's pipe the peer is IIS's: the last value, since a client may have sent the header, too. */
function peerAddress(
  request: IncomingMessage,
  { isPipe, isIisnode }: ClientFinderOptions,
): string | undefined {
  if (!isPipe) {
    return request.socket.remoteAddress;
  }
  const header = isIisnode ? request.headers[IISNODE_ADDRESS] : undefined;
  return String(header ?? '')
    .split(',')
    .at(-1)
    ?.trim();
}

/**
 * A connection that was reset has no address any more, just as a pipe never had one: which of both it is depends on
 * where the service listens, or a sender that hangs up at once would be taken for the local web server.
 */
function peerParty(address: string | undefined, isPipe: boolean): Party {
  return parseAddress(address ?? '') ?? (isPipe ? 'pipe' : 'unknown');
}
