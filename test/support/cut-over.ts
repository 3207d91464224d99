import { Agent } from 'node:http';
import { expect } from 'chai';
import { mailboxOf, OK_BODY, post } from './post.ts';
import { startOldEndpoint, type OldEndpoint } from './old-endpoint.ts';
import { faultReply, statusReply, type Answer } from './reply-server.ts';
import { startTestService, type LogLine, type TestService } from './service.ts';

/** What a test of a service with a mirror works with. */
export interface CutOver {
  readonly old: OldEndpoint;
  /** The service as it was started last. */
  readonly service: TestService;
  /** Starts a service that mirrors to the old endpoint, and at its end waits for nothing. */
  start(env?: Readonly<Record<string, string>>): Promise<TestService>;
  /** Ends the service and returns its log, of one message where that is given. */
  linesAtEnd(message?: string): Promise<LogLine[]>;
}

/** Registers the hooks that start and end an old endpoint and a service for every test of the suite. */
export function useCutOver(): CutOver {
  let old: OldEndpoint | null = null;
  let service: TestService | null = null;
  beforeEach(async () => {
    old = await startOldEndpoint();
  });
  afterEach(async () => {
    await service?.stop();
    await old?.close();
    service = null;
    old = null;
  });
  const cutOver: CutOver = {
    get old() {
      return old ?? missing();
    },
    get service() {
      return service ?? missing();
    },
    async start(env = {}) {
      const base = { SYNC_MIRROR: cutOver.old.url, SYNC_SHUTDOWN_TIMEOUT_MS: '0' };
      service = await startTestService({ env: { ...base, ...env } });
      return service;
    },
    async linesAtEnd(message) {
      await cutOver.service.stop();
      return cutOver.service.lines().filter((line) => message === undefined || line['message'] === message);
    },
  };
  return cutOver;
}

function missing(): never {
  throw new Error('nothing is running outside of a test');
}

/**
 * Plays some mailboxes at once, each sending one message after the other, and expects every reply to be OK.
 * @returns the watermarks sent, by mailbox
 */
export async function load(port: number, mailboxes = 4, messages = 10): Promise<string[][]> {
  const agent = new Agent({ keepAlive: true });
  const lanes = Array.from({ length: mailboxes }, async (_, index) => {
    const mailbox = mailboxOf(`mirror ${index}`);
    const sent: string[] = [];
    for (let count = 0; count < messages; count += 1) {
      const { body, events } = mailbox.next({ events: 2 });
      expect(await post(port, { agent, body })).to.include({ status: 200, text: OK_BODY });
      sent.push(...events.map(({ watermark }) => watermark));
    }
    return sent;
  });
  const sent = await Promise.all(lanes);
  agent.destroy();
  return sent;
}

/** An old endpoint that fails, and the settings that a test of it needs. */
export type Failing = readonly [what: string, answer: Answer, env?: Readonly<Record<string, string>>];

/** Ways of giving no reply of its own. */
export const AWAY: readonly Failing[] = [
  ['is too slow', () => undefined, { SYNC_MIRROR_TIMEOUT_MS: '100' }],
  ['hangs up', (_, response) => response.destroy()],
  [
    'cuts its replies off',
    (_, response) => response.writeHead(200, { 'Content-Length': 9 }).write('half', () => response.destroy()),
  ],
  ['answers without end', (_, response) => void response.end(Buffer.alloc(2 ** 21, 'x'))],
  ['is stopped', (_, response) => response.writeHead(503).end('Service Unavailable')],
  ['redirects', (_, response) => response.writeHead(302, { Location: 'https://elsewhere/' }).end()],
];

/** Replies that differ from ours. */
export const DIFFERENT: readonly Failing[] = [
  ['answers with a fault', (_, response) => response.writeHead(500).end(faultReply('no'))],
  ['ends every subscription', (_, response) => void response.end(statusReply('Unsubscribe'))],
];
