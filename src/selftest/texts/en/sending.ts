import { isOutside, type Sentences, type Value } from '../value.ts';

const SET_PORT =
  'Check that the service runs and listens there (PORT, HOST). Behind IIS only the service itself knows its port: ' +
  'give the address that IIS listens at, --url http://localhost/Webservices/SyncNotification.svc.';
const FROM_INSIDE =
  'Many firewalls do not let a machine call its own outside address: then run the test with --url from a machine ' +
  'outside. Else look at DNS, firewall and proxy.';

/** Of the way to the service, by step and code. */
export const sending = {
  'address.running': [(v: Value) => `the service's own address, ${v('socketPath') || v('url')}`, null],
  'address.settings': [(v: Value) => `${v('socketPath') || v('url')}, as ${v('name')} says`, null],
  'address.default': [(v: Value) => `${v('url')}: no port is set, so the default`, null],
  'address.given': [(v: Value) => v('url'), null],
  'address.rooms': [(v: Value) => `${v('url')}: ROOMS's ${v('name')}, which it tells Exchange`, null],
  'address.port_unknown': [
    () => 'the service takes any free port (PORT is 0), which only the service itself knows',
    () => 'Set a PORT, or give the address: --url http://localhost:12345/Webservices/SyncNotification.svc.',
  ],
  'address.no_rooms_config': [
    () => "ROOMS's configuration is not read here, and it says which address Exchange is told",
    () =>
      'Set ROOMS_CONFIG_DIR to the folder with RoomsAppSettings.config, or give the address: --url https://...',
  ],
  'address.no_rooms_url': [
    (v: Value) => `RoomsAppSettings.config in ${v('folder')} has no ExchangeServiceUrl`,
    () =>
      "Exchange is then told the root address of ROOMS's global parameters: give it with --url https://.../Webservices/SyncNotification.svc.",
  ],
  'message.made': [
    (v: Value) =>
      `one ${v('kind')} of a subscription that exists nowhere: ${v('subscriptionId').slice(0, 48)}...`,
    null,
  ],
  'message.no_row': [
    (v: Value) =>
      `nothing is sent: the mapping makes rows of ${v('kinds')} only, and no test message can be one`,
    () => 'Add the kinds that ROOMS is to hear of to "events" in the mapping.',
  ],
  'message.unfit_value': [
    (v: Value) => `nothing is sent: the mapping cannot store a ${v('kind')}: ${v('reason')}`,
    () => "Correct that column in the mapping; Exchange's own messages may fail in the same way.",
  ],
  'message.key_changes': [
    (v: Value) =>
      `nothing is sent: the key of the mapping holds ${v('columns')}, which is another value each time a message comes`,
    () =>
      'Take it out of "key" in the mapping: what Exchange sends again would stand in the table twice, and the row of a test could not be found.',
  ],
  'message.key_same': [
    (v: Value) =>
      `nothing is sent: the key of the mapping (${v('columns')}) does not tell two messages apart`,
    () =>
      'Add the watermark and the ids to "key" in the mapping: now events are lost that are taken for repeated ones.',
  ],
  'send.sent': [
    (v: Value) =>
      `${v('bytes')} bytes${v('peer') === '' ? '' : ` to ${v('peer')}`}, connected in ${v('connectMs')} ms`,
    null,
  ],
  'send.refused': [
    (v: Value) => `nothing listens at ${v('target')} (${v('reason')})`,
    (v: Value) =>
      isOutside(v) ? 'Check host and port of the address, and the web server or proxy there.' : SET_PORT,
  ],
  'send.name_unknown': [
    (v: Value) => `the name ${v('target')} cannot be resolved (${v('reason')})`,
    () => 'Correct the host name, or let DNS know it; Exchange has to resolve it too.',
  ],
  'send.pipe_missing': [
    (v: Value) => `there is no pipe or socket ${v('target')}`,
    () =>
      'Check that the service runs with the same PORT. Behind IIS the pipe is another one at every start: give the address that IIS listens at, --url http://localhost/Webservices/SyncNotification.svc.',
  ],
  'send.not_permitted': [
    (v: Value) => `this account may not connect to ${v('target')} (${v('reason')})`,
    () => "Run the command as the service's account or as an administrator.",
  ],
  'send.no_answer': [
    (v: Value) => `no connection to ${v('target')} (${v('reason')})`,
    (v: Value) => (isOutside(v) ? FROM_INSIDE : SET_PORT),
  ],
  'send.certificate_expired': [
    (v: Value) => `the certificate of ${v('target')} is not valid today (${v('reason')})`,
    () =>
      'Renew it where TLS ends: on the proxy, in IIS or in tlsCert/tlsPfx. Exchange would not call it either.',
  ],
  'send.certificate_name': [
    (v: Value) => `the certificate of ${v('target')} is made out to another name (${v('reason')})`,
    () => 'Use a certificate with this name in it, or the address that it is made out to.',
  ],
  'send.certificate_wanted': [
    (v: Value) => `${v('target')} asks callers for a certificate (${v('reason')})`,
    () =>
      'With tlsClientCa only a proxy with its certificate may call: test through it with --url. Exchange has none to show.',
  ],
  'send.certificate_untrusted': [
    (v: Value) => `the certificate of ${v('target')} is not trusted here (${v('reason')})`,
    () =>
      'Let the server send its intermediate certificates too. If its authority is your own, Exchange must trust it, and this command is told so with NODE_EXTRA_CA_CERTS=authority.pem.',
  ],
  'send.no_tls': [
    (v: Value) => `${v('target')} does not speak TLS, or none in common with us (${v('reason')})`,
    () =>
      'Check port and scheme of the address: https:// needs a certificate there, http:// is another port.',
  ],
  'send.hung_up': [
    (v: Value) => `${v('target')} hung up before it heard anything (${v('reason')})`,
    () => 'A firewall or proxy may refuse this machine, or maxConnections of the service is reached.',
  ],
  'send.not_connected': [
    (v: Value) => `no connection to ${v('target')} (${v('reason')})`,
    () => 'Check the address, and the network in between.',
  ],
} as const satisfies Sentences;
