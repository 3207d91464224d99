import { z } from 'zod';
import { parseNetwork } from '../net/network.ts';
import { setting } from './setting.ts';
import { splitList } from './spellings.ts';
import type { ValueType } from './value-type.ts';

const NETWORKS =
  'networks such as 203.0.113.0/24 and 2001:db8::/32 (the bits behind the prefix 0), addresses';

/** The settings about who may call, declared as all others are. */
export const accessSettings = {
  allow: setting(networks(['any', 'exchange-online', 'private', 'loopback', 'pipe']), {
    group: 'Who may call',
    default: ['any'],
    summary:
      'Networks that requests are accepted from; all others get 403. `exchange-online` stands for the ranges that ' +
      'Microsoft publishes, `private` and `loopback` for the networks called so, `pipe` for a local web server that ' +
      'names nobody, `any` for everybody.',
    advice:
      'The original endpoint answered everybody. Set `exchange-online,private,loopback` or less once the log shows ' +
      'the right senders (docs/access.md).',
  }),
  trustProxy: setting(proxies(), {
    group: 'Who may call',
    default: ['loopback', 'pipe'],
    summary:
      'Proxies that are believed when they say whom a request comes from (X-Forwarded-For). `pipe` is the local web ' +
      'server behind a named pipe or Unix socket, `iisnode` IIS where it hands the address over by itself, `none` ' +
      'nobody.',
    advice:
      'Add the addresses of a proxy or load balancer that runs on another machine or in another container.',
  }),
};

/** Entries come out in lower case. */
function networks(names: readonly string[]): ValueType<readonly string[]> {
  return {
    schema: entries((entry) => names.includes(entry) || parseNetwork(entry) !== null),
    allowed: `a list of ${NETWORKS} and the names ${names.join(', ')}`,
    placeholder: 'network,...',
  };
}

/** To believe everybody is to believe nothing: the left end of the header is what a sender makes it. */
function proxies(): ValueType<readonly string[]> {
  const names = ['pipe', 'iisnode', 'loopback', 'private', 'none'];
  const isProxy = (entry: string): boolean => names.includes(entry) || (parseNetwork(entry)?.prefix ?? 0) > 0;
  return {
    schema: entries(isProxy).refine((list) => list.length === 1 || !list.includes('none')),
    allowed: `a list of ${NETWORKS} and the names ${names.slice(0, -1).join(', ')}, but not all addresses; or none`,
    placeholder: 'network,...',
  };
}

function entries(isAllowed: (entry: string) => boolean): z.ZodType<readonly string[]> {
  const entry = z.string().trim().toLowerCase().refine(isAllowed);
  return z.preprocess(splitList, z.array(entry).min(1).readonly());
}
