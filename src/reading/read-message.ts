import type { Mapping } from '../mapping/compile-mapping.ts';
import {
  createRowExtractor,
  RowsTooLargeError,
  UnfitValueError,
  type EnvelopeFacts,
} from '../mapping/extract-rows.ts';
import { messageFacts, type MessageFacts } from '../mapping/message-facts.ts';
import { NotASendNotification, readSendNotification } from '../mapping/read-send-notification.ts';
import type { Row } from '../mapping/table.ts';
import { decodeBody } from '../soap/decode-body.ts';
import { bare, deserializationFailed, internalServiceFault } from '../soap/faults.ts';
import { SEND_NOTIFICATION_ACTION } from '../soap/namespaces.ts';
import { createXmlParser } from '../soap/parse-xml.ts';
import {
  assertAction,
  assertUnderstood,
  isRequestServerVersion,
  readEnvelope,
} from '../soap/read-envelope.ts';
import { RefusedMessage, type Reply } from '../soap/reply.ts';
import type { XmlLimits } from '../soap/xml-limits.ts';
import { readSubscriptionId } from '../subscriptions/subscription-id.ts';

/** All that is known of a message before it is read. */
export interface UnreadMessage {
  readonly bytes: Uint8Array;
  /** The charset that the Content-Type names, or null. */
  readonly charset: string | null;
  readonly soapAction: string | undefined;
  readonly facts: EnvelopeFacts;
}

/** What a message says, or why it cannot be stored. Plain data, so that it comes out of a thread as it went in. */
export interface Reading {
  /** Empty where there is a failure. */
  readonly rows: readonly Row[];
  /** What was understood, also of a message that failed later. */
  readonly messages: readonly MessageFacts[];
  readonly failure: ReadFailure | null;
}

/** Why a message was not read: `refused` for what it is, `failed` for what we are. */
export interface ReadFailure {
  readonly outcome: 'refused' | 'failed';
  /** For logs and metrics. */
  readonly code: string;
  readonly reply: Reply;
  /** For the log only, never for the caller. */
  readonly error: Error;
}

export interface ReadOptions {
  readonly mapping: Mapping;
  readonly limits: XmlLimits;
}

/**
 * How large the rows of a text may be. Those of real events come to two or three times the message, counted as
 * `createRowExtractor` does; a short message is free in this.
 */
function rowBudget(text: string): number {
  return 262_144 + 8 * text.length;
}

/** Makes the function from a message's bytes to its rows. It never throws, and keeps nothing of a message. */
export function createReadMessage({ mapping, limits }: ReadOptions): (message: UnreadMessage) => Reading {
  const parseXml = createXmlParser(limits);
  const extractRows = createRowExtractor(mapping, readSubscriptionId);
  return ({ bytes, charset, soapAction, facts }) => {
    let messages: MessageFacts[] = [];
    try {
      const text = decodeBody(bytes, charset);
      const envelope = readEnvelope(parseXml(text));
      assertAction(soapAction, SEND_NOTIFICATION_ACTION);
      const responses = readSendNotification(envelope.payload);
      assertUnderstood(envelope, isRequestServerVersion);
      messages = responses.map(messageFacts);
      const rows = extractRows(envelope.envelope, responses, facts, rowBudget(text));
      return { rows, messages, failure: null };
    } catch (error) {
      return { rows: [], messages, failure: readFailure(error) };
    }
  };
}

function readFailure(thrown: unknown): ReadFailure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error instanceof RefusedMessage) {
    return { outcome: 'refused', code: error.code, reply: error.reply, error };
  }
  if (error instanceof NotASendNotification) {
    return { outcome: 'refused', code: 'not_a_send_notification', reply: deserializationFailed(), error };
  }
  if (error instanceof RowsTooLargeError) {
    return { outcome: 'refused', code: 'rows_too_large', reply: bare(413), error };
  }
  const code = error instanceof UnfitValueError ? 'unfit_value' : 'internal_error';
  return { outcome: 'failed', code, reply: internalServiceFault(), error };
}
