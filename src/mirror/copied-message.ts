/** A message as it came in, to be sent on. */
export interface CopiedMessage {
  readonly requestId: string;
  /** Names and values in turn, as they stood on the wire. */
  readonly rawHeaders: readonly string[];
  /** The query with its `?`, as it stood on the wire; empty where there was none. */
  readonly query: string;
  /** The body as it was received: compressed if it was. */
  readonly body: Uint8Array;
  /** Messages with the same one are sent one after the other, in the order they came in. */
  readonly lane: string;
}

/**
 * Marks a copy. Its value is the id of the request that was copied. A service that has a mirror itself refuses
 * copies, so that no circle of mirrors can form.
 */
export const COPY_HEADER = 'X-Sync-Mirror';
