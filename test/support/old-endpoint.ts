import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { answerOk, startReplyServer, type Answer, type Received } from './reply-server.ts';

/** A real HTTP server in the place of the endpoint that is being replaced. */
export interface OldEndpoint {
  /** `http://127.0.0.1:51234/old/SyncNotification.svc` */
  readonly url: string;
  readonly received: readonly Received[];
  /** How it answers from now on; OK unless set. */
  answer: Answer;
  /** Waits until it has got so many messages. */
  got(count: number): Promise<readonly Received[]>;
  close(): Promise<void>;
}

/** Starts it on a port of its own. */
export async function startOldEndpoint(): Promise<OldEndpoint> {
  const arrivals = new EventEmitter();
  const server = await startReplyServer((request, response) => {
    endpoint.answer(request, response);
    arrivals.emit('message');
  });
  const endpoint: OldEndpoint = {
    url: server.url.replace(/\/Webservices.*/, '/old/SyncNotification.svc'),
    received: server.received,
    answer: answerOk,
    async got(count) {
      while (server.received.length < count) {
        await once(arrivals, 'message');
      }
      return server.received;
    },
    close: server.close,
  };
  return endpoint;
}

/** An answer that waits until it is let go. */
export function heldAnswer(answer: Answer = answerOk): {
  readonly answer: Answer;
  readonly release: () => void;
} {
  const held: [Received, ServerResponse][] = [];
  return {
    answer: (request, response) => held.push([request, response]),
    release: () => held.splice(0).forEach(([request, response]) => answer(request, response)),
  };
}

/** An address that nobody listens at. */
export async function deadAddress(): Promise<string> {
  const endpoint = await startOldEndpoint();
  await endpoint.close();
  return endpoint.url;
}

/** The value of a header as it arrived; undefined where it did not. */
export function headerOf({ rawHeaders }: Received, name: string): string | undefined {
  const at = rawHeaders.findIndex(
    (text, index) => index % 2 === 0 && text.toLowerCase() === name.toLowerCase(),
  );
  return at < 0 ? undefined : rawHeaders[at + 1];
}
