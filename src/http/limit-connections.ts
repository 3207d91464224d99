import type { Server } from 'node:http';
import type { DropArgument } from 'node:net';
import { parseAddress } from '../net/address.ts';
import type { Party } from '../net/network-list.ts';
import { senderKey } from '../net/sender-key.ts';
import type { RefuseConnection } from './refuse-connection.ts';

/** How many connections a server has. */
export interface ConnectionLimits {
  readonly max: number;
  /** Most connections of one address; Infinity for none of its own. */
  readonly maxOf: (party: Party) => number;
}

/**
 * Bounds the connections of a server, in total and by address. Node closes the ones beyond the total without a word;
 * connections that only wait for their next request make room then.
 */
export function limitConnections(
  server: Server,
  { max, maxOf }: ConnectionLimits,
  refuse: RefuseConnection,
): void {
  const counts = new Map<string, number>();
  server.maxConnections = max;
  server.on('drop', (data?: DropArgument) => {
    const reason = `${max} connections are open, as the setting maxConnections lets them`;
    refuse({ code: 'too_many_connections', reason, from: data?.remoteAddress ?? 'pipe' });
    server.closeIdleConnections();
  });
  server.on('connection', (socket) => {
    const party = parseAddress(socket.remoteAddress ?? '');
    const most = party === null ? Infinity : maxOf(party);
    if (party === null || most === Infinity) {
      return;
    }
    const key = senderKey(party);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    socket.once('close', () => {
      const left = (counts.get(key) ?? 1) - 1;
      if (left === 0) {
        counts.delete(key);
      } else {
        counts.set(key, left);
      }
    });
    if (count > most) {
      const reason = `the address has ${most} connections open (setting maxConnectionsPerAddress)`;
      refuse({ code: 'too_many_connections_of_address', reason, from: String(party) });
      socket.destroy();
    }
  });
}
