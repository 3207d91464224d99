import { bare, serviceUnavailable } from '../soap/faults.ts';
import type { Reply } from '../soap/reply.ts';
import { createReadMessage, type Reading, type ReadOptions, type UnreadMessage } from './read-message.ts';
import { ReadThreadError, startReadThread, type ReadThread } from './start-read-thread.ts';

/** Reads messages, wherever that is done best. */
export interface MessageReader {
  /** Never rejects: what went wrong is in the reading. */
  read(message: UnreadMessage): Promise<Reading>;
  /** Ends the thread; what it reads or is to read fails. Idempotent. */
  close(): Promise<void>;
}

export interface MessageReaderOptions extends ReadOptions {
  /** The largest message there can be. */
  readonly maxBodyBytes: number;
  /** Messages from so many bytes on are read in the thread; 64 KiB unless given. */
  readonly threadFromBytes?: number;
  /** Memory of the thread's objects, in MiB; by the size of messages unless given. */
  readonly heapMiB?: number;
  /** Time that reading one message may take, in milliseconds; by its size unless given. */
  readonly timeLimitMs?: number;
}

/**
 * Below this, handing a message over and its rows back costs more than it saves: up to here reading takes the main
 * thread 5 to 25 ms, beside nothing for a usual message of 2 kB. At 4 MiB it is half a second and more.
 */
const THREAD_FROM_BYTES = 65_536;

/** Messages of the largest size that may wait for the thread. It reads on the order of 5 MiB a second. */
const WAITING_MESSAGES = 16;

/** A document takes about 30 times its text, and a thread some 20 MiB by itself. */
const HEAP_BASE_MIB = 128;
const HEAP_A_MIB = 64;

/** At least, and so much for each kB: many times what the slowest message needs, below Exchange's own 30 s. */
const TIME_LIMIT_MS = 10_000;
const TIME_LIMIT_A_KB_MS = 2.5;

/**
 * Reads small messages at once, where they are fastest, and large ones in a thread, so that nobody else's message
 * waits for them. The thread is started with the first large message, and again where one was too much for it.
 *
 * Small messages overtake large ones. That changes the order of nothing that has one: Exchange sends a
 * subscription's next message only when the one before has been answered.
 */
export function createMessageReader(options: MessageReaderOptions): MessageReader {
  const { maxBodyBytes, threadFromBytes = THREAD_FROM_BYTES } = options;
  const heapMiB = options.heapMiB ?? HEAP_BASE_MIB + Math.ceil((HEAP_A_MIB * maxBodyBytes) / 1_048_576);
  const maxWaitingBytes = WAITING_MESSAGES * maxBodyBytes;
  const readHere = createReadMessage(options);
  const data = { mapping: options.mapping.file, limits: options.limits };
  let thread: ReadThread | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let waitingBytes = 0;
  let closed = false;

  const readThere = async (message: UnreadMessage): Promise<Reading> => {
    if (closed) {
      return unread('stopping', unavailable(), new Error('the service is being stopped'));
    }
    const limit = TIME_LIMIT_MS + (TIME_LIMIT_A_KB_MS * message.bytes.length) / 1000;
    try {
      thread = thread === null || thread.hasEnded() ? startReadThread(data, heapMiB) : thread;
      return await thread.read(message, options.timeLimitMs ?? limit);
    } catch (error) {
      return threadFailure(error);
    }
  };
  return {
    async read(message) {
      const size = message.bytes.length;
      if (size < threadFromBytes) {
        return readHere(message);
      }
      if (waitingBytes + size > maxWaitingBytes) {
        const text = `${waitingBytes} bytes of large messages wait to be read, and ${maxWaitingBytes} may`;
        return unread('reader_busy', unavailable(), new Error(text));
      }
      waitingBytes += size;
      const reading = last.then(() => readThere(message));
      last = reading;
      try {
        return await reading;
      } finally {
        waitingBytes -= size;
      }
    },
    async close() {
      closed = true;
      await thread?.stop();
      await last;
    },
  };
}

function unavailable(): Reply {
  return serviceUnavailable();
}

function unread(code: string, reply: Reply, error: Error): Reading {
  return { rows: [], messages: [], failure: { outcome: 'failed', code, reply, error } };
}

/** A message that is too much for the memory is so every time; the rest may go better the next time. */
function threadFailure(thrown: unknown): Reading {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const reason = error instanceof ReadThreadError ? error.reason : 'ended';
  if (reason === 'out_of_memory') {
    const failure = { outcome: 'refused', code: 'out_of_memory', reply: bare(413), error } as const;
    return { rows: [], messages: [], failure };
  }
  return unread(reason === 'time_limit' ? 'read_time_limit' : 'read_thread', unavailable(), error);
}
