import { isOutside, who, type Sentences, type Value } from '../value.ts';

const LOOK_AT_LOG = 'The log of the service says why, in the line of this moment.';

/** Of the reply, by step and code. */
export const reply = {
  'reply.ok': [() => 'SubscriptionStatus OK: the message is stored, and Exchange would go on', null],
  'reply.unsubscribe': [
    () => 'SubscriptionStatus Unsubscribe: the message is stored, and Exchange would end the subscription',
    () => 'The mandator stands in retiredMandators: take it out if ROOMS is to get its notifications.',
  ],
  'reply.timeout': [
    (v: Value) => `no whole reply within ${v('ms')} ms`,
    () =>
      `Exchange waits 30 s and then sends again. The database or the disk of the data folder is too slow, or a proxy holds the message back. ${LOOK_AT_LOG}`,
  ],
  'reply.no_http': [
    (v: Value) => `what answers at ${v('target')} does not speak HTTP (${v('reason')})`,
    () =>
      'Check the port: another program listens there, or it speaks TLS and the address has to begin with https://.',
  ],
  'reply.cut': [
    (v: Value) => `the connection ended without a whole reply (${v('reason')})`,
    () =>
      'The service or a proxy was stopped just then, or a proxy cuts connections: run the test again. If the port speaks TLS, the address has to begin with https://.',
  ],
  'reply.page': [
    (v: Value) => `a web page answered instead of the service${who(v)}`,
    () =>
      'A proxy, a login page or the web application takes the address: lead the path of the endpoint to the service, without a login (docs/iis.md).',
  ],
  'reply.other_reply': [
    (v: Value) => `the reply is not the one that Exchange expects: ${v('problem')}${who(v)}`,
    () => 'Something else answers at this address, or a proxy changes replies: lead the path to the service.',
  ],
  'reply.unavailable': [
    (v: Value) =>
      `503: the service takes no message at the moment${v('fault') === '' ? '' : `: ${v('fault')}`}`,
    () =>
      `Neither the database nor the spool on disk takes rows, or more comes in than the limits allow; Exchange sends again. ${LOOK_AT_LOG}`,
  ],
  'reply.mandator_unknown': [
    (v: Value) => `the service does not know the mandator (${v('fault')})`,
    () =>
      'It runs with other settings than this command has here: compare SYNC_CONFIG, ROOMS_CONFIG_DIR and mandators, or restart the service.',
  ],
  'reply.action_lost': [
    () => 'the header SOAPAction did not arrive',
    () => 'A proxy or filter takes it away: let it pass. The same would happen to Exchange.',
  ],
  'reply.internal': [
    () => 'the service failed at the message (a fault without a reason)',
    () =>
      `The mapping in force there does not fit the message, or it runs into an error of its own. ${LOOK_AT_LOG}`,
  ],
  'reply.fault': [
    (v: Value) => `${v('status')}, a SOAP fault: ${v('fault')}`,
    () => 'Something on the way changed the message, or another service answers at this address.',
  ],
  'reply.redirect': [
    (v: Value) => `${v('status')}: sent on to ${v('location')}${who(v)}`,
    () => 'Exchange follows no redirection: let the path of the endpoint be answered where it is called.',
  ],
  'reply.bad_request': [
    (v: Value) => `400: the message was not understood${who(v)}`,
    () =>
      'Something on the way changed it, or the port speaks TLS and the address has to begin with https://.',
  ],
  'reply.login_wanted': [
    (v: Value) => `${v('status')}: a login is asked for (${v('login')})${who(v)}`,
    () =>
      'Exchange has none: allow anonymous access to the path of the endpoint, and nothing else, in IIS or proxy.',
  ],
  'reply.caller_not_allowed': [
    () => '403: the service does not take messages from here',
    (v: Value) =>
      isOutside(v)
        ? 'The log names the address that it saw. Where that is a proxy, name it in trustProxy; where this machine is meant to call, add its network to allow (docs/access.md).'
        : 'Add loopback (behind IIS and pipes: pipe) to allow (SYNC_ALLOW), or test from outside with --url.',
  ],
  'reply.forbidden_in_front': [
    (v: Value) => `403, and not from the service${who(v)}`,
    () =>
      'A proxy, firewall or IIS (IP address restrictions, client certificates, rights on the folder) refuses it.',
  ],
  'reply.path_unknown': [
    () => '404: the service does not answer at this path',
    () => 'Add the path to paths (SYNC_PATHS), or correct the address.',
  ],
  'reply.not_found_in_front': [
    (v: Value) => `404, and not from the service${who(v)}`,
    () =>
      'IIS or the proxy does not lead the path to the service: look at web.config and rewrite rules; IIS leads *.svc to ASP.NET unless told otherwise (docs/iis.md).',
  ],
  'reply.method_refused': [
    (v: Value) => `405: no POST is taken here${who(v)}`,
    () =>
      'A handler for files answers instead of the service: in IIS the handler of the module has to take the path (docs/iis.md).',
  ],
  'reply.too_large': [
    (v: Value) => `413: too large, at about 2 kB${who(v)}`,
    () =>
      'Raise the limit of the proxy or of IIS (maxAllowedContentLength, client_max_body_size) to that of maxBodyBytes.',
  ],
  'reply.content_type': [
    (v: Value) => `415: text/xml was not taken for text/xml${who(v)}`,
    () => 'A proxy changes the header Content-Type, or another service answers.',
  ],
  'reply.too_many': [
    (v: Value) => `429: too many requests${who(v)}`,
    () => 'A proxy in front limits requests: let the endpoint through, Exchange sends in bursts.',
  ],
  'reply.error_in_front': [
    (v: Value) => `500, and not from the service${who(v)}`,
    () =>
      'IIS or the proxy itself is at fault: 500.19 is web.config, 500.21 a handler of ASP.NET (docs/iis.md).',
  ],
  'reply.bad_gateway': [
    (v: Value) => `${v('status')}: the proxy does not reach the service${who(v)}`,
    () =>
      'The service does not run, or listens elsewhere. IIS: 502.5 says that it did not start, 502.3 that it broke off; its log says why.',
  ],
  'reply.stopped_in_front': [
    (v: Value) => `503, and not from the service${who(v)}`,
    () =>
      'The application pool is stopped (IIS ends it after five failed starts), or the proxy has nowhere to send to.',
  ],
  'reply.other_status': [
    (v: Value) => `${v('status')}: Exchange would send again${who(v)}`,
    () => 'Look into the logs of proxy and service.',
  ],
} as const satisfies Sentences;
