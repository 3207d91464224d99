import type { Client } from './net/client.ts';
import type { Receipt } from './receive.ts';

/** A request of the public listener, once its reply is on its way. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly receivedAt: Date;
  readonly client: Client;
  readonly method: string;
  /** HTTP status of the reply. */
  readonly status: number;
  /** From the headers' arrival to the reply's handing over, in milliseconds. */
  readonly ms: number;
  /** What became of its message; null where none was read. */
  readonly receipt: Receipt | null;
  /** Why the request was refused before a message was read (`caller_not_allowed`, `content_type`, ...), else null. */
  readonly refusal: string | null;
}

/**
 * What the rooms tell those who watch: metrics, charts, the list of the last notifications. Every call only takes
 * something down in memory, returns at once and never throws.
 */
export interface Observer {
  requestAnswered(request: AnsweredRequest): void;
}
