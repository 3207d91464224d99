import type { Channel } from './channel.ts';
import { errorByNumber } from './engine/error-texts.ts';
import { rollbackAll } from './engine/session-transaction.ts';
import { DEFAULT_OPTIONS } from './engine/session.ts';
import type { Session } from './engine/session.ts';
import { SILENT_SINK } from './engine/execution.ts';
import { sleep } from './engine/wait-for.ts';
import type { FaultAction } from './faults.ts';
import { createPrepared } from './prepared.ts';
import { describe, readRequest } from './read-request.ts';
import { createReplyWriter } from './reply-writer.ts';
import type { ReplyWriter } from './reply-writer.ts';
import { runRequest } from './request.ts';
import type { Request } from './request.ts';
import type { ServerContext } from './server-context.ts';
import { ByteWriter } from './wire/bytes.ts';
import { MESSAGE } from './wire/packets.ts';
import type { TdsMessage } from './wire/packets.ts';
import { DONE, DONE_STATUS, writeDone } from './wire/tokens.ts';

/** Runs the requests of one connection, one after the other. */
export interface Worker {
  /** @param arrived reading of performance.now() */
  request(message: TdsMessage, arrived: number): Promise<void>;
  /** Gives up the request under way, if any, and acknowledges. */
  attention(): void;
  /** Undoes what was not committed, once the request under way has ended. */
  end(): Promise<void>;
}

/** What a worker belongs to. */
export interface WorkerOptions {
  readonly session: Session;
  readonly channel: Channel;
  readonly context: ServerContext;
  /** Aborted when the connection ends. */
  readonly ended: AbortSignal;
  /** Makes the connection answer nothing any more. */
  readonly silence: () => void;
}

/** The client gave its request up. */
class Attention extends Error {}
/** A fault ended the request without an answer. */
class NoAnswer extends Error {}

/** Serves a session from its login on. */
export function createWorker({ session, channel, context, ended, silence }: WorkerOptions): Worker {
  const prepared = createPrepared();
  const loginDatabase = session.database;
  let current: AbortController | null = null;
  let last: Promise<void> = Promise.resolve();

  const send = (data: Buffer): void => channel.send(MESSAGE.reply, data, session.id);

  async function run(message: TdsMessage, arrived: number): Promise<void> {
    const controller = new AbortController();
    const onEnd = (): void => controller.abort(ended.reason);
    ended.addEventListener('abort', onEnd, { once: true });
    current = controller;
    try {
      await answer(message, arrived, controller.signal);
    } catch (error) {
      if (error instanceof Attention) {
        await acknowledge();
      } else if (!(error instanceof NoAnswer) && !ended.aborted) {
        throw error;
      }
    } finally {
      current = null;
      ended.removeEventListener('abort', onEnd);
    }
  }

  /** Two messages: the end of the request's own reply, and the acknowledgement. */
  async function acknowledge(): Promise<void> {
    if (session.options.xactAbort) {
      rollbackAll(session, SILENT_SINK);
    }
    await context.running();
    send(doneMessage(DONE_STATUS.error));
    send(doneMessage(DONE_STATUS.attention));
  }

  async function answer(message: TdsMessage, arrived: number, signal: AbortSignal): Promise<void> {
    if (message.ignore) {
      send(doneMessage(0));
      return;
    }
    const request = readRequest(message, session);
    const logged = describe(request, prepared, session);
    context.log(logged);
    const reply = createReplyWriter(request.kind === 'rpc' ? 'procedure' : 'batch', session);
    if (message.reset !== 'no') {
      reset(message.reset === 'keepTransaction', reply);
    }
    const fault =
      logged.kind === 'set' ? null : context.faults.take('statement', logged.text, session.database.name);
    const replaced = fault === null ? request : await before(fault, request, signal);
    let atCommit: FaultAction | null = null;
    const returned = await runRequest(replaced, {
      session,
      signal,
      prepared,
      reply,
      hooks: {
        commit: async (apply) => {
          atCommit ??= context.faults.take('commit', logged.text, session.database.name);
          await commit(atCommit, apply, signal);
        },
      },
    });
    const data = reply.finish(returned);
    await sleepUntil(arrived + context.latencyMs, signal);
    await context.running();
    after(fault ?? atCommit, data);
    if (reply.fatal) {
      channel.cut();
    }
  }

  function reset(keepTransaction: boolean, reply: ReplyWriter): void {
    if (!keepTransaction) {
      rollbackAll(session, reply);
    }
    session.options = DEFAULT_OPTIONS;
    session.database = loginDatabase;
    prepared.clear();
    reply.resetDone();
  }

  /** What a fault does before the request runs. @returns the request to run */
  async function before(fault: FaultAction, request: Request, signal: AbortSignal): Promise<Request> {
    if (typeof fault === 'object') {
      if ('delay' in fault) {
        await sleep(fault.delay, signal);
        return request;
      }
      return { kind: 'invalid', error: errorByNumber(fault.error, [], fault.message, fault.class) };
    }
    switch (fault) {
      case 'refuse':
      case 'cutBefore':
        channel.cut();
        throw new NoAnswer();
      case 'hang':
        silence();
        throw new NoAnswer();
      case 'stall':
        await sleep(Infinity, signal);
        throw new NoAnswer();
      default:
        return request;
    }
  }

  async function commit(fault: FaultAction | null, apply: () => void, signal: AbortSignal): Promise<void> {
    if (fault !== null && typeof fault === 'object') {
      if ('error' in fault) {
        throw errorByNumber(fault.error, [], fault.message, fault.class);
      }
      await sleep(fault.delay, signal);
    }
    switch (fault) {
      case 'refuse':
      case 'cutBefore':
        channel.cut();
        throw new NoAnswer();
      case 'hang':
        // Neither committed nor undone, until the connection ends.
        silence();
        {
          await sleep(Infinity, ended);
          return;
        }
      case 'stall': {
        await sleep(Infinity, signal);
        return;
      }
      default: {
        apply();
        return;
      }
    }
  }

  /** Sends the reply, or what a fault leaves of it. */
  function after(fault: FaultAction | null, data: Buffer): void {
    switch (fault) {
      case 'cutAfter': {
        channel.cut();
        return;
      }
      case 'hangAfter': {
        silence();
        return;
      }
      case 'cutDuring': {
        channel.sendHalf(MESSAGE.reply, data, session.id);
        return;
      }
      default: {
        send(data);
        return;
      }
    }
  }

  return {
    request(message, arrived) {
      last = run(message, arrived);
      return last;
    },
    attention() {
      context.log({ ...describe({ kind: 'batch', sql: '' }, prepared, session), kind: 'attention' });
      if (current === null) {
        void context.running().then(() => send(doneMessage(DONE_STATUS.attention)));
      } else {
        current.abort(new Attention());
      }
    },
    async end() {
      await last.catch(() => undefined);
      rollbackAll(session, SILENT_SINK);
      session.instance.locks.releaseAll(session);
      session.instance.sessions.delete(session);
    },
  };
}

function doneMessage(status: number): Buffer {
  const writer = new ByteWriter();
  writeDone(writer, DONE.statement, status, 'OTHER', null);
  return writer.finish();
}

async function sleepUntil(time: number, signal: AbortSignal): Promise<void> {
  const left = time - performance.now();
  if (left > 0) {
    await sleep(left, signal);
  }
}
