import type { Mandators } from './mandators.ts';
import type { MessageFacts } from './mapping/message-facts.ts';
import type { Reading, UnreadMessage } from './reading/read-message.ts';
import { clientFault, internalServiceFault, serviceUnavailable } from './soap/faults.ts';
import { RefusedMessage, type Reply } from './soap/reply.ts';
import { sendNotificationResult, type SubscriptionStatus } from './soap/send-notification-result.ts';
import { StoreError } from './store/store-error.ts';
import type { Store } from './store/store.ts';
import { withDeadline } from './store/with-deadline.ts';

/** A message as it came in, before anything is known of it. */
export interface IncomingMessage {
  readonly bytes: Uint8Array;
  /** The charset that the Content-Type names, or null. */
  readonly charset: string | null;
  readonly soapAction: string | undefined;
  /** The mandator's name from the URL, or null where it names none. */
  readonly mandatorName: string | null;
  readonly remoteAddress: string | null;
  readonly requestId: string;
  readonly receivedAt: Date;
}

/** What became of a message: `stored` and answered OK, `refused` for what it is, `failed` for what we are. */
export interface Receipt {
  readonly reply: Reply;
  readonly outcome: 'stored' | 'refused' | 'failed';
  /** For logs and metrics: why it was refused or failed; `ok` where it was stored. */
  readonly code: string;
  /** What the sender was answered; null where that is a fault. */
  readonly status: SubscriptionStatus | null;
  readonly mandator: string | null;
  readonly messages: readonly MessageFacts[];
  readonly rows: number;
  /** Rows that were in the table already; null where that is not known. */
  readonly duplicates: number | null;
  /** Whether the rows wait in the spool and are not in the table yet. */
  readonly spooled: boolean;
  /** For the log only, never for the caller. */
  readonly error: Error | null;
}

/** Keeps track of subscriptions. Both only look at or change memory, and never throw. */
export interface Subscriptions {
  /** What the sender of stored messages is answered. */
  statusFor(mandator: string, messages: readonly MessageFacts[]): SubscriptionStatus;
  /** Takes down what became of a message. */
  record(receipt: Receipt, receivedAt: Date): void;
}

export interface ReceiveOptions {
  readonly mandators: Mandators;
  /** Reads a message's bytes; it never rejects. */
  readonly read: (message: UnreadMessage) => Promise<Reading>;
  readonly store: Store;
  /** How long a write may take before the message is answered with a fault, so that Exchange sends it again. */
  readonly writeTimeoutMs: number;
  readonly subscriptions?: Subscriptions;
}

/**
 * The use case: bytes in, rows committed, reply out. It never rejects: whatever goes wrong is in the receipt,
 * and only what is committed is answered OK.
 */
export function createReceive(options: ReceiveOptions): (message: IncomingMessage) => Promise<Receipt> {
  return async (message) => {
    const progress: Progress = { mandator: null, messages: [], rows: 0 };
    const receipt = await receive(options, message, progress).catch((error: unknown) =>
      failedReceipt(error, progress),
    );
    options.subscriptions?.record(receipt, message.receivedAt);
    return receipt;
  };
}

interface Progress {
  mandator: string | null;
  messages: readonly MessageFacts[];
  rows: number;
}

async function receive(
  options: ReceiveOptions,
  message: IncomingMessage,
  progress: Progress,
): Promise<Receipt> {
  const mandator = findMandator(options.mandators, message.mandatorName);
  progress.mandator = mandator;
  const reading = await options.read({
    bytes: message.bytes,
    charset: message.charset,
    soapAction: message.soapAction,
    facts: {
      mandator,
      receivedAt: message.receivedAt.toISOString(),
      remoteAddress: message.remoteAddress,
      requestId: message.requestId,
    },
  });
  progress.messages = reading.messages;
  if (reading.failure !== null) {
    const { failure } = reading;
    return { ...progress, ...failure, status: null, duplicates: 0, spooled: false };
  }
  const { rows } = reading;
  progress.rows = rows.length;
  const { duplicates, spooled = false } = await withDeadline(
    options.store.write(mandator, rows),
    options.writeTimeoutMs,
  );
  // Whatever the answer is, the rows are committed: the last message of a subscription counts like any other.
  const status = options.subscriptions?.statusFor(mandator, progress.messages) ?? 'OK';
  const reply = sendNotificationResult(status);
  return { ...progress, reply, outcome: 'stored', code: 'ok', status, duplicates, spooled, error: null };
}

function findMandator(mandators: Mandators, name: string | null): string {
  const mandator = name === null ? mandators.defaultName : mandators.find(name);
  if (mandator === null) {
    const found = JSON.stringify((name ?? '').slice(0, 128));
    throw new RefusedMessage(
      'unknown_mandator',
      `the URL names the mandator ${found}, which is not configured`,
      clientFault('The mandator named in the URL is not known to this service.'),
    );
  }
  return mandator;
}

function failedReceipt(thrown: unknown, progress: Progress): Receipt {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const base = { ...progress, status: null, duplicates: 0, spooled: false, error };
  if (error instanceof RefusedMessage) {
    return { ...base, outcome: 'refused', code: error.code, reply: error.reply };
  }
  if (error instanceof StoreError) {
    return { ...base, outcome: 'failed', code: error.code, reply: serviceUnavailable() };
  }
  return { ...base, outcome: 'failed', code: 'internal_error', reply: internalServiceFault() };
}
