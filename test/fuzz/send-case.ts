import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FuzzCase } from './make-case.ts';
import { readReplies, type Replies } from './read-replies.ts';

/** What came of a case. */
export interface CaseResult extends Replies {
  readonly received: Buffer;
  /** Whether the service closed the connection, before it was given up. */
  readonly isClosed: boolean;
}

/** How long an answer is waited for that has to come, and one that may never come. */
const ANSWER_MS = 30_000;
const PERHAPS_MS = 300;

/** Sends a case over a connection of its own, and waits until it is closed or nothing more comes. */
export async function sendCase(port: number, made: FuzzCase): Promise<CaseResult> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  const state = { isClosed: false };
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      state.isClosed = true;
      resolve();
    });
  });
  await Promise.race([once(socket, 'connect').catch(() => undefined), closed]);
  for (const piece of made.pieces) {
    socket.write(piece);
    if (made.pauseMs > 0 && !state.isClosed) {
      await Promise.race([sleep(made.pauseMs), closed]);
    }
  }
  if (made.ends) {
    socket.end();
  }
  if (!made.cuts) {
    const wait = new AbortController();
    const time = sleep(made.message === null ? PERHAPS_MS : ANSWER_MS, undefined, { signal: wait.signal });
    await Promise.race([closed, time.catch(() => undefined)]);
    wait.abort();
  }
  const wasClosed = state.isClosed;
  socket.destroy();
  await closed;
  const received = Buffer.concat(chunks);
  const isHead = made.message === null && Buffer.concat(made.pieces).includes('HEAD');
  return { ...readReplies(received, isHead), received, isClosed: wasClosed };
}
