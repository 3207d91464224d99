import { readFileSync } from 'node:fs';
import type { Document } from '@xmldom/xmldom';
import { compileMapping, type Mapping } from '../../src/mapping/compile-mapping.ts';
import { DEFAULT_MAPPING } from '../../src/mapping/default-mapping.ts';
import { createRowExtractor } from '../../src/mapping/extract-rows.ts';
import { parseMappingFile, type MappingFile } from '../../src/mapping/mapping-file.ts';
import { readSendNotification } from '../../src/mapping/read-send-notification.ts';
import type { Row, Value } from '../../src/mapping/table.ts';
import { DEFAULT_XML_LIMITS } from '../../src/soap/xml-limits.ts';
import { decodeBody } from '../../src/soap/decode-body.ts';
import { createXmlParser } from '../../src/soap/parse-xml.ts';
import { readEnvelope } from '../../src/soap/read-envelope.ts';
import { readSubscriptionId } from '../../src/subscriptions/subscription-id.ts';

/** Facts of the envelope that tests use where they do not matter. */
export const FACTS = {
  mandator: 'Default',
  receivedAt: '2024-05-01T08:00:00.000Z',
  remoteAddress: '203.0.113.7',
  requestId: 'test-1',
};

/** Compiles a mapping given as an object. */
export function mappingOf(file: MappingFile = DEFAULT_MAPPING): Mapping {
  return compileMapping(parseMappingFile(file, 'test'), 'test');
}

/** Parses a message's text. */
export function parse(text: string): Document {
  return createXmlParser(DEFAULT_XML_LIMITS)(text);
}

/** The rows of a message by a mapping. */
export function rowsOf(text: string, mapping: Mapping = mappingOf()): Row[] {
  const { envelope, payload } = readEnvelope(parse(text));
  return createRowExtractor(mapping, readSubscriptionId)(envelope, readSendNotification(payload), FACTS);
}

/** A row as an object by column names. */
export function named(mapping: Mapping, row: Row | undefined): Record<string, Value> {
  return Object.fromEntries(
    mapping.table.columns.map((column, index) => [column.name, row?.values[index] ?? null]),
  );
}

/** The text of a sample message. */
export function sample(name: string): string {
  return decodeBody(readFileSync(new URL(`../fixtures/samples/${name}`, import.meta.url)), null);
}

/** A message with the given content of SendNotificationResponseMessage, prefixes s, m and t being bound. */
export function messageWith(content: string, attributes = 'ResponseClass="Success"'): string {
  return (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"' +
    ' xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><s:Body><m:SendNotification>' +
    `<m:ResponseMessages><m:SendNotificationResponseMessage ${attributes}>${content}` +
    '</m:SendNotificationResponseMessage></m:ResponseMessages></m:SendNotification></s:Body></s:Envelope>'
  );
}

/** A message with one notification that has the given events. */
export function notificationWith(events: string, subscriptionId = 'subscription'): string {
  return messageWith(
    '<m:ResponseCode>NoError</m:ResponseCode><m:Notification>' +
      `<t:SubscriptionId>${subscriptionId}</t:SubscriptionId><t:PreviousWatermark>p</t:PreviousWatermark>` +
      `<t:MoreEvents>false</t:MoreEvents>${events}</m:Notification>`,
  );
}
