import { optionalSetting, setting } from './setting.ts';
import { byteSize, integer } from './value-type.ts';

const MIB = 1024 * 1024;

/** The settings about how much comes at once, declared as all others are. */
export const limitSettings = {
  maxConnections: setting(integer(10, 1_000_000), {
    group: 'Limits',
    default: 4000,
    summary: 'Most connections open at a time; a further one is closed at once, and idle ones are, too.',
    advice: 'Leave it. Each takes a file descriptor of the process (`ulimit -n`).',
  }),
  maxConnectionsPerAddress: optionalSetting(integer(1, 1_000_000), {
    group: 'Limits',
    unset: '400 for an address of the internet that no `allow` list names; only `maxConnections` for others',
    example: 400,
    summary:
      'Most connections that one address, or one IPv6 network of 64 bits, has open at a time. The proxies of ' +
      '`trustProxy` are not counted: all connections are theirs.',
    advice: 'Leave it. Set `trustProxy` before you set it, where there is a proxy.',
  }),
  maxMessagesInFlight: setting(integer(2, 1_000_000), {
    group: 'Limits',
    default: 1000,
    summary:
      'Most messages that are read and stored at a time, half of them for one sender; beyond it a sender is told ' +
      'with 503 to try again.',
    advice: 'Leave it: even when the database is slow, a message waits for some seconds at most.',
  }),
  maxBytesInFlight: setting(byteSize(MIB, 64 * 1024 * MIB), {
    group: 'Limits',
    default: '256MiB',
    summary:
      'Most memory for the bodies of messages that are coming in or being stored, half of it for one sender; beyond ' +
      'it a sender is told with 503 to try again. At least twice `maxBodyBytes`.',
    advice: 'Lower it on a machine with little memory, raise it together with `maxBodyBytes`.',
  }),
  maxRatePerAddress: optionalSetting(integer(0, 1_000_000), {
    group: 'Limits',
    unset:
      '500 for an address of the internet while everybody may call (`allow` is `any`); no limit for others',
    example: 500,
    summary:
      'Most requests a second from one sender, or one IPv6 network of 64 bits, on average over ten seconds; beyond it ' +
      'the sender is told with 503 to try again. 0 is no limit.',
    advice: 'Leave it: a server with thousands of mailboxes sends some tens a second.',
  }),
  maxRatePerMandator: optionalSetting(integer(0, 1_000_000), {
    group: 'Limits',
    unset: 'no limit',
    example: 1000,
    summary:
      'Most messages a second for one mandator, on average over ten seconds; beyond it senders are told with 503 to ' +
      'try again. 0 is no limit.',
    advice:
      'Set it where one mandator must not slow down the others. It holds for good senders, too: whoever may call can ' +
      'use it up, so set `allow` first.',
  }),
};
