import { createMirror, type Copy, type Mirror, type MirrorOptions } from '../../../src/mirror/mirror.ts';
import { createKeptLog, type KeptLine, type KeptLog } from '../../support/kept-log.ts';
import { startOldEndpoint, type OldEndpoint } from '../../support/old-endpoint.ts';
import type { Answer } from '../../support/reply-server.ts';
import { createStillClock, type StillClock } from '../../support/still-clock.ts';

/** What an old endpoint's server says while its application pool is stopped. */
export const stopped: Answer = (_, response) => response.writeHead(503).end();

/** Mirrors to a real server, on a clock that stands still. */
export interface MirrorBench {
  readonly old: OldEndpoint;
  readonly log: KeptLog;
  readonly clock: StillClock;
  /** Makes a mirror, which is closed after the test. */
  make(options?: Partial<MirrorOptions>): Mirror;
  /** Bodies that the old endpoint got. */
  bodies(): string[];
  /** Lines of the log with a message. */
  linesOf(message: string): readonly KeptLine[];
  /** Moves the clock on in small steps, so that connections get their turns, until something has happened. */
  advanceUntil<T>(event: Promise<T>, stepMs?: number): Promise<T>;
}

interface Parts extends Pick<MirrorBench, 'old' | 'log' | 'clock'> {
  readonly mirrors: Mirror[];
}

/** Registers the hooks that start and end it for every test of the suite. */
export function useMirrorBench(): MirrorBench {
  let parts: Parts | null = null;
  const running = (): Parts => {
    if (parts === null) {
      throw new Error('nothing is running outside of a test');
    }
    return parts;
  };
  beforeEach(async () => {
    const old = await startOldEndpoint();
    parts = { old, log: createKeptLog(), clock: createStillClock(), mirrors: [] };
  });
  afterEach(async () => {
    const { old, clock, mirrors } = running();
    const closed = mirrors.map((mirror) => mirror.close(0));
    await clock.advance(0);
    await Promise.all(closed);
    await old.close();
    parts = null;
  });
  return {
    get old() {
      return running().old;
    },
    get log() {
      return running().log;
    },
    get clock() {
      return running().clock;
    },
    make(options = {}) {
      const { old, log, clock, mirrors } = running();
      const defaults = { url: old.url, primary: 'self', timeoutMs: 60_000, maxBytes: 2 ** 20 } as const;
      const mirror = createMirror({ ...defaults, log, clock, ...options });
      mirrors.push(mirror);
      return mirror;
    },
    bodies: () => running().old.received.map(({ body }) => body.toString()),
    linesOf: (message) => running().log.lines.filter((line) => line.message === message),
    async advanceUntil(event, stepMs = 10) {
      const seen = { happened: false };
      void event.then(() => (seen.happened = true));
      while (!seen.happened) {
        await running().clock.advance(stepMs);
      }
      return event;
    },
  };
}

/** Offers a message with a text as its body and id. */
export function offer(mirror: Mirror, text: string, lane = 'a'): Copy {
  const rawHeaders = ['Content-Type', 'text/xml'];
  return mirror.offer({ requestId: text, rawHeaders, query: '', body: Buffer.from(text), lane });
}
