/** What messages in the making hold, together and by sender. */
export interface InFlight {
  /** Whether one more of a sender's is worth beginning with. */
  hasRoom(sender: string): boolean;
  /** Opens the account of one message. */
  open(sender: string): Account;
}

/** What one message holds. */
export interface Account {
  /** Adds bytes that are in memory now; false where that is too much. */
  hold(bytes: number): boolean;
  /** Counts the message as one that is being read and stored; false where there are too many. */
  begin(): boolean;
  /** Gives everything back. Idempotent. */
  close(): void;
}

export interface InFlightOptions {
  readonly maxMessages: number;
  readonly maxBytes: number;
}

interface Load {
  messages: number;
  bytes: number;
  accounts: number;
}

/** One sender may take this part of what there is, so that a flood of one leaves room for the others. */
const SHARE = 0.5;

/**
 * Counts bytes as they arrive and messages when they are complete: what is announced and never sent takes nothing
 * from anybody.
 */
export function createInFlight({ maxMessages, maxBytes }: InFlightOptions): InFlight {
  const total: Load = { messages: 0, bytes: 0, accounts: 0 };
  const bySender = new Map<string, Load>();
  const isWithin = (own: Load): boolean =>
    total.messages <= maxMessages &&
    total.bytes <= maxBytes &&
    own.messages <= Math.max(1, maxMessages * SHARE) &&
    own.bytes <= maxBytes * SHARE;
  const add = (own: Load, name: keyof Load, count: number): void => {
    total[name] += count;
    own[name] += count;
  };
  return {
    hasRoom(sender) {
      const own = bySender.get(sender) ?? { messages: 0, bytes: 0, accounts: 0 };
      return (
        total.messages < maxMessages &&
        total.bytes < maxBytes &&
        own.messages < Math.max(1, maxMessages * SHARE) &&
        own.bytes < maxBytes * SHARE
      );
    },
    open(sender) {
      const own = bySender.get(sender) ?? { messages: 0, bytes: 0, accounts: 0 };
      bySender.set(sender, own);
      const held: Load = { messages: 0, bytes: 0, accounts: 1 };
      add(own, 'accounts', 1);
      const take = (name: 'messages' | 'bytes', count: number): boolean => {
        held[name] += count;
        add(own, name, count);
        return isWithin(own);
      };
      return {
        hold: (bytes) => take('bytes', bytes),
        begin: () => take('messages', 1),
        close() {
          for (const name of ['messages', 'bytes', 'accounts'] as const) {
            add(own, name, -held[name]);
            held[name] = 0;
          }
          if (own.accounts === 0) {
            bySender.delete(sender);
          }
        },
      };
    },
  };
}
