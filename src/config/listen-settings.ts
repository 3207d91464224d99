import { optionalSetting, setting } from './setting.ts';
import { byteSize, duration, integer, list, listenAddress, onOff, ownAddress } from './value-type.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** The settings about where and how requests are received, declared as all others are. */
export const listenSettings = {
  port: setting(listenAddress(), {
    group: 'Listening',
    env: ['PORT', 'HTTP_PLATFORM_PORT'],
    default: 8080,
    summary: 'TCP port, named pipe or socket path that notifications are received at.',
    advice: 'IIS sets it by itself (iisnode: `PORT`, HttpPlatformHandler: `HTTP_PLATFORM_PORT`).',
  }),
  host: optionalSetting(ownAddress(), {
    group: 'Listening',
    env: ['HOST'],
    unset: 'all interfaces, IPv6 and IPv4; 127.0.0.1 where the port comes from `HTTP_PLATFORM_PORT`',
    example: '127.0.0.1',
    summary: 'Address to listen on.',
    advice: 'Set it to 127.0.0.1 where a reverse proxy on the same machine is the only caller.',
  }),
  paths: setting(list(/^\/[^?#\s]*$/, 'a list of URL paths, each beginning with /', 'path,...'), {
    group: 'Listening',
    default: ['/Webservices/SyncNotification.svc'],
    summary: 'URL paths of the endpoint, compared without regard to case.',
    advice: 'Add a path where Exchange was given another callback URL.',
  }),
  maxBodyBytes: setting(byteSize(KIB, 256 * MIB), {
    group: 'Listening',
    default: '4MiB',
    summary: 'Largest message accepted, counted after decompression; a larger one is answered with 413.',
    advice: 'Raise it if the log shows refused messages from Exchange.',
  }),
  maxDepth: setting(integer(16, 1000), {
    group: 'Listening',
    default: 64,
    summary: "Deepest nesting of elements accepted; Exchange's messages need 8.",
    advice: 'Leave it.',
  }),
  maxNodes: setting(integer(100, 10_000_000), {
    group: 'Listening',
    default: 200_000,
    summary: 'Most XML nodes (elements, attributes, texts) accepted in one message; an event has about 20.',
    advice: 'Raise it together with `maxBodyBytes`.',
  }),
  keepAliveTimeoutMs: setting(duration(1000), {
    group: 'Listening',
    default: '75s',
    summary: 'How long an idle connection is kept open.',
    advice: 'Keep it above the idle time-out of a load balancer in front, which is often 60 s.',
  }),
  headersTimeoutMs: setting(duration(1000), {
    group: 'Listening',
    default: '30s',
    summary: 'How long a caller may take to send the headers of a request.',
    advice: 'Leave it. It may not exceed `requestTimeoutMs`.',
  }),
  requestTimeoutMs: setting(duration(1000), {
    group: 'Listening',
    default: '60s',
    summary: 'How long a caller may take to send a whole request.',
    advice: 'Raise it for large messages over very slow lines.',
  }),
  metadata: setting(onOff(), {
    group: 'Listening',
    default: 'off',
    summary: 'Whether `?wsdl`, `?singleWsdl`, `?xsd` and `?disco` are served.',
    advice: 'Switch it on to generate a SOAP client; Exchange does not need it.',
  }),
};
