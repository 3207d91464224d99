import { Connection, Request } from 'tedious';

/**
 * tedious's connection, without a way for it to end the process: closed (by us, or by the server right after a
 * fatal error) while the end of a response is still being parsed, tedious 20 forgets the request and then calls it
 * (`onEndOfMessage` in its connection.js), which is a TypeError that nobody can catch. Here it finds a request
 * that nobody waits for; the one that was under way has failed by then.
 */
export class SafeConnection extends Connection {
  override cleanupConnection(): void {
    super.cleanupConnection();
    this.request ??= new Request('', () => undefined);
  }
}
