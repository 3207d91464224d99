import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Ends connections politely when a server stops. */
export interface ConnectionDrain {
  /** To be called for each request before it is handled. */
  readonly note: (request: IncomingMessage, response: ServerResponse) => void;
  /**
   * Closes what nobody is waiting on, now; the others when their request is answered. Node does the first for
   * connections between two requests only: one that never sent anything counts as busy, and one that is busy is kept
   * alive after its reply.
   */
  readonly begin: () => void;
  /** How many requests have come in and are not answered. */
  readonly openRequests: () => number;
  /** How many connections are open. */
  readonly openConnections: () => number;
}

/** Watches the connections of a server from its start. */
export function createConnectionDrain(server: Server): ConnectionDrain {
  const sockets = new Set<Socket>();
  const responses = new Set<ServerResponse>();
  let begun = false;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    openConnections: () => sockets.size,
    openRequests: () => responses.size,
    note(_request, response) {
      response.shouldKeepAlive &&= !begun;
      responses.add(response);
      response.once('close', () => responses.delete(response));
    },
    begin() {
      begun = true;
      for (const response of responses) {
        response.shouldKeepAlive = false;
      }
      server.closeIdleConnections();
      for (const socket of sockets) {
        if (socket.bytesRead === 0) {
          socket.destroy();
        }
      }
    },
  };
}
