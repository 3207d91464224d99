import type { Element, Node } from '@xmldom/xmldom';
import type { CompiledExpression } from './compile-expression.ts';
import type { ColumnSource, Mapping } from './compile-mapping.ts';
import { convert, quote, type XPathResult } from './convert.ts';
import { formatColumnType } from './column-type.ts';
import { keyDigest } from './key-digest.ts';
import { createPathReader, type IndexedPath } from './path-index.ts';
import type { ResponseMessage } from './read-send-notification.ts';
import type { Column, Row, Value } from './table.ts';
import { CONTEXTS, type Context, type Variables } from './variables.ts';

/** What a SubscriptionId tells beyond itself. */
export interface SubscriptionFacts {
  readonly exchangeServer: string | null;
  /** Lower-case GUID. */
  readonly mailbox: string | null;
  /** ISO 8601, UTC. */
  readonly subscribedAt: string | null;
}

/** What is known of a message from outside it: the variables of context `envelope`. */
export interface EnvelopeFacts {
  readonly mandator: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly remoteAddress: string | null;
  readonly requestId: string;
}

/** A value does not fit its column, so the message cannot be stored as the mapping says. */
export class UnfitValueError extends Error {
  readonly column: string;

  constructor(column: Column, source: ColumnSource, result: XPathResult, reason: string) {
    super(
      `column "${column.name}" (${formatColumnType(column.type)}, read from "${source.text}"): ${reason}; ` +
        `found ${quote(String(result))}`,
    );
    this.name = 'UnfitValueError';
    this.column = column.name;
  }
}

/** See `createRowExtractor`. */
export type RowExtractor = (
  envelope: Element,
  messages: readonly ResponseMessage[],
  facts: EnvelopeFacts,
  maxUnits?: number,
) => Row[];

/** The rows of a message would be far larger than the message: a long text of its head stands in every row. */
export class RowsTooLargeError extends Error {
  constructor(allowed: number) {
    super(`the rows are larger than ${allowed} units, which is many times the message`);
    this.name = 'RowsTooLargeError';
  }
}

/**
 * What a row counts for beside the length of its texts: making, handing on and writing one costs time, however
 * little it says.
 */
const UNITS_A_ROW = 1600;

/**
 * Makes the function that turns a message into rows.
 * @param describeSubscription reads what a SubscriptionId tells; asked once a response message, and only where
 *   the mapping uses it
 * @returns a function that throws UnfitValueError, and RowsTooLargeError where the rows come to more than `maxUnits`:
 *   their texts' UTF-16 units, and a fixed number for each row
 */
export function createRowExtractor(
  mapping: Mapping,
  describeSubscription: (subscriptionId: string | null) => SubscriptionFacts,
): RowExtractor {
  const readers = new Map(CONTEXTS.map((context) => [context, createContextReader(mapping, context)]));
  const readAt = (context: Context, node: Element | null, variables: Variables, values: Value[]): void =>
    readers.get(context)?.(node, variables, values);
  const describes = mapping.sources.some(({ text }) =>
    /\$(exchangeServer|mailbox|subscribedAt)\b/.test(text),
  );

  return (envelope, messages, facts, maxUnits = Infinity) => {
    let units = 0;
    const variables: Variables = { ...facts, ...NOTHING_KNOWN };
    const ofEnvelope = new Array<Value>(mapping.table.columns.length).fill(null);
    readAt('envelope', envelope, variables, ofEnvelope);
    const rows: Row[] = [];
    const addRow = (kind: string, event: Element | null, outer: readonly Value[]): void => {
      variables.eventType = kind;
      const values = outer.slice();
      readAt('event', event, variables, values);
      units += UNITS_A_ROW + textUnits(values);
      if (units > maxUnits) {
        throw new RowsTooLargeError(maxUnits);
      }
      rows.push(finishRow(mapping, values));
    };
    for (const message of messages) {
      const { notification, responseClass, subscriptionId } = message;
      Object.assign(variables, describes ? describeSubscription(subscriptionId) : null, {
        subscriptionId,
        eventType: null,
      });
      const ofMessage = ofEnvelope.slice();
      readAt('message', message.element, variables, ofMessage);
      readAt('notification', notification?.element ?? null, variables, ofMessage);
      if (notification !== null) {
        for (const event of notification.events) {
          if (mapping.kinds.has(event.kind)) {
            addRow(event.kind, event.element, ofMessage);
          }
        }
      } else if (responseClass !== 'Success' && mapping.kinds.has(responseClass)) {
        addRow(responseClass, null, ofMessage);
      }
    }
    return rows;
  };
}

function textUnits(values: readonly Value[]): number {
  let units = 0;
  for (const value of values) {
    units += typeof value === 'string' ? value.length : 0;
  }
  return units;
}

const NOTHING_KNOWN = {
  subscriptionId: null,
  exchangeServer: null,
  mailbox: null,
  subscribedAt: null,
  eventType: null,
};

function finishRow(mapping: Mapping, values: Value[]): Row {
  const { keyIndexes, digestIndex } = mapping.table;
  const key = keyDigest(values, keyIndexes);
  if (digestIndex >= 0) {
    values[digestIndex] = Buffer.from(key, 'hex');
  }
  return { values, key };
}

type ContextReader = (node: Element | null, variables: Variables, values: Value[]) => void;

/**
 * Reads all columns of one context at a node. Without the node (an error message has no notification and no
 * event) only what does not read the document is known; the rest stays NULL.
 */
function createContextReader(mapping: Mapping, context: Context): ContextReader {
  const columns = mapping.sources.flatMap((source, index) => {
    const column = mapping.table.columns[index];
    return source.context === context && column !== undefined ? [{ source, column, index }] : [];
  });
  const paths = columns.flatMap(({ source: { expression }, index }): IndexedPath[] =>
    expression.kind === 'path' ? [{ ...expression, slot: index }] : [],
  );
  const readPaths = createPathReader(paths);
  const slots = new Array<string | null>(mapping.table.columns.length).fill(null);
  return (node, variables, values) => {
    if (node !== null && paths.length > 0) {
      slots.fill(null);
      readPaths(node, slots);
    }
    for (const { source, column, index } of columns) {
      const result =
        source.expression.kind === 'path'
          ? node && (slots[index] ?? null)
          : evaluate(source.expression, node, variables);
      values[index] = fit(result, column, source);
    }
  };
}

function evaluate(
  expression: Exclude<CompiledExpression, { kind: 'path' }>,
  node: Element | null,
  variables: Variables,
): XPathResult {
  if (expression.kind === 'variable') {
    return variables[expression.name];
  }
  if (node === null && expression.readsDocument) {
    return null;
  }
  return expression.evaluate(node as Node, variables);
}

function fit(result: XPathResult, column: Column, source: ColumnSource): Value {
  try {
    return convert(result, column.type);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new UnfitValueError(column, source, result, error.message);
    }
    throw error;
  }
}
