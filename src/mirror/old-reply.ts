import type { IncomingHttpHeaders } from 'node:http';

/** What the old endpoint answered. */
export interface OldReply {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  /** As it was received: compressed if it was. */
  readonly body: Buffer;
}

/** Why no reply came that is the endpoint's own. */
export interface Trouble {
  /** As Node names it (`ECONNREFUSED`, ...), `TIMEOUT`, `REPLY_TOO_LARGE`, or `STATUS_404` and the like. */
  readonly code: string;
  /** What happened, and where it is known what to do about it: for the administrator. */
  readonly reason: string;
}
