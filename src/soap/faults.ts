import { NS } from './namespaces.ts';
import type { Reply } from './reply.ts';
import { isXmlCharacter } from './xml-characters.ts';

const CONTENT_TYPE = 'text/xml; charset=utf-8';

/** Longest part of a caller's own text that a fault repeats, in UTF-16 units. */
const ECHO_LIMIT = 256;

/** What a SOAP 1.1 fault says. */
export interface FaultContent {
  /** The faultcode's qualified name. In the SOAP namespace it takes the envelope's prefix, `s`, whatever `prefix` says. */
  readonly code: { readonly prefix?: string; readonly ns: string; readonly name: string };
  /** Plain text; it is escaped here. */
  readonly reason: string;
  /** HTTP status, 500 unless given: what SOAP 1.1 over HTTP asks for. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));
}

/** A caller's text made fit for a fault: of bounded length, and without characters that XML cannot carry. */
function echo(text: string): string {
  const start = text.length > ECHO_LIMIT ? `${text.slice(0, ECHO_LIMIT)}...` : text;
  return Array.from(start, (c) => (isXmlCharacter(c.codePointAt(0) ?? 0) ? c : '\ufffd')).join('');
}

/** A SOAP 1.1 fault in WCF's layout: no XML declaration, no detail, `xml:lang` on the text. */
export function fault(content: FaultContent): Reply {
  const { code, reason, status = 500, headers } = content;
  const prefix = code.prefix ?? 'a';
  const faultcode =
    code.ns === NS.soap11
      ? `<faultcode>s:${code.name}</faultcode>`
      : `<faultcode xmlns:${prefix}="${code.ns}">${prefix}:${code.name}</faultcode>`;
  const body =
    `<s:Envelope xmlns:s="${NS.soap11}"><s:Body><s:Fault>${faultcode}` +
    `<faultstring xml:lang="en-US">${escapeText(reason)}</faultstring></s:Fault></s:Body></s:Envelope>`;
  return { status, contentType: CONTENT_TYPE, body, ...(headers && { headers }) };
}

/** The fault for a SOAPAction that is not the contract's. `action` is what was sent, without its quotes. */
export function actionNotSupported(action: string): Reply {
  return fault({
    code: { ns: NS.addressingNone, name: 'ActionNotSupported' },
    reason:
      `The message with Action '${echo(action)}' cannot be processed at the receiver, due to a ContractFilter ` +
      'mismatch at the EndpointDispatcher. This may be because of either a contract mismatch (mismatched Actions ' +
      'between sender and receiver) or a binding/security mismatch between the sender and the receiver.  Check that ' +
      'sender and receiver have the same contract and the same binding (including security requirements, e.g. ' +
      'Message, Transport, None).',
  });
}

/** The fault for a message posted to a path below the endpoint's. `to` is the address it was sent to. */
export function destinationUnreachable(to: string): Reply {
  return fault({
    code: { ns: NS.addressingNone, name: 'DestinationUnreachable' },
    reason:
      `The message with To '${echo(to)}' cannot be processed at the receiver, due to an AddressFilter mismatch at the ` +
      "EndpointDispatcher.  Check that the sender and receiver's EndpointAddresses agree.",
  });
}

/** The fault for a body that is not the operation's. */
export function deserializationFailed(): Reply {
  return fault({
    code: { ns: NS.wcfDispatcher, name: 'DeserializationFailed' },
    reason:
      'The formatter threw an exception while trying to deserialize the message: Error in deserializing body of ' +
      "request message for operation 'SendNotification'.",
  });
}

/** The fault for an error of ours: WCF's generic text, nothing of what happened. */
export function internalServiceFault(): Reply {
  return fault({
    code: { ns: NS.wcfDispatcher, name: 'InternalServiceFault' },
    reason:
      'The server was unable to process the request due to an internal error.  For more information about the error, ' +
      'either turn on IncludeExceptionDetailInFaults (either from ServiceBehaviorAttribute or from the <serviceDebug> ' +
      'configuration behavior) on the server in order to send the exception information back to the client, or turn ' +
      'on tracing as per the Microsoft .NET Framework SDK documentation and inspect the server trace logs.',
  });
}

/** The fault for a header block that has to be understood and is not. */
export function mustUnderstand(name: string, ns: string): Reply {
  return fault({
    code: { ns: NS.soap11, name: 'MustUnderstand' },
    reason:
      `The header '${echo(name)}' from the namespace '${echo(ns)}' was not understood by the recipient of this ` +
      'message, causing the message to not be processed.  This error typically indicates that the sender of this ' +
      'message has enabled a communication protocol that the receiver cannot process.  Please ensure that the ' +
      "configuration of the client's binding is consistent with the service's binding.",
  });
}

/** The fault for a mistake of the caller's that WCF does not know, such as an unknown mandator. */
export function clientFault(text: string): Reply {
  return fault({ code: { ns: NS.soap11, name: 'Client' }, reason: echo(text) });
}

/** Seconds after which a sender may try again; Exchange has its own schedule, which begins with 30. */
const RETRY_AFTER_SECONDS = 30;

/** The fault for a message that can be stored nowhere just now: 503, and the sender is asked to come again. */
export function serviceUnavailable(retryAfterSeconds = RETRY_AFTER_SECONDS): Reply {
  return fault({
    code: { ns: NS.soap11, name: 'Server' },
    reason: 'The service is unable to store the message at the moment. Send it again later.',
    status: 503,
    headers: { 'Retry-After': String(Math.max(0, Math.ceil(retryAfterSeconds))) },
  });
}

/** A reply of a status and nothing else. `reason` is the HTTP reason phrase where it is not the status code's own. */
export function bare(status: number, reason?: string, headers?: Readonly<Record<string, string>>): Reply {
  return { status, body: '', ...(reason !== undefined && { reason }), ...(headers && { headers }) };
}
