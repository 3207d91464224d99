import type { Settings } from './config/settings.ts';
import { createInFlight } from './http/in-flight.ts';
import type { ConnectionLimits } from './http/limit-connections.ts';
import type { Limits } from './http/load-gates.ts';
import { createRepeatedLog } from './http/repeated-log.ts';
import { createTokenBuckets } from './http/token-buckets.ts';
import type { Logger } from './log.ts';
import type { Mandators } from './mandators.ts';
import type { Callers } from './net/callers.ts';
import { createNetworkList, type Party } from './net/network-list.ts';
import { isLocal, senderKey } from './net/sender-key.ts';

/** What keeps the service from being overrun, put together from the settings. */
export interface OpenedLimits {
  readonly limits: Limits;
  readonly connections: ConnectionLimits;
  close(): Promise<void>;
}

/** What holds for the internet where nothing is set: far above what Exchange sends, and no flood either. */
const UNSET = { connectionsPerAddress: 400, ratePerAddress: 500 };

/** A rate is an average over this time: a server that was cut off comes back with all its mailboxes at once. */
const BURST_SECONDS = 10;

/** Senders whose rate is remembered: about 2 MB. */
const MOST_SENDERS = 10_000;

/** Builds the limits; who may call decides whom the unset ones hold for. */
export function openLimits(
  settings: Settings,
  parts: {
    readonly mandators: Mandators;
    readonly callers: Callers;
    readonly log: Logger;
  },
): OpenedLimits {
  const { mandators, callers } = parts;
  const { allow, trustProxy, maxConnections, maxConnectionsPerAddress, maxRatePerAddress } = settings;
  const proxies = createNetworkList(trustProxy, () => []);
  const isStranger = (party: Party): boolean =>
    !isLocal(party) && (allow.includes('any') || !callers.isAllowed({ party }));
  const bySender = rate(maxRatePerAddress ?? UNSET.ratePerAddress);
  const byMandator = rate(settings.maxRatePerMandator ?? 0);
  const log = createRepeatedLog(parts.log);
  return {
    limits: {
      takeFrom: (party) =>
        (maxRatePerAddress === undefined && !isStranger(party)) || bySender(senderKey(party)),
      takeFor(name) {
        const mandator = name === null ? mandators.defaultName : mandators.find(name);
        return mandator === null || byMandator(mandator);
      },
      inFlight: createInFlight({
        maxMessages: settings.maxMessagesInFlight,
        maxBytes: settings.maxBytesInFlight,
      }),
      log,
    },
    connections: {
      max: maxConnections,
      maxOf(party) {
        if (proxies.includes(party)) {
          return Infinity;
        }
        return maxConnectionsPerAddress ?? (isStranger(party) ? UNSET.connectionsPerAddress : Infinity);
      },
    },
    close() {
      log.close();
      return Promise.resolve();
    },
  };
}

function rate(perSecond: number): (key: string) => boolean {
  if (perSecond === 0) {
    return () => true;
  }
  const buckets = createTokenBuckets({
    rate: perSecond,
    burst: perSecond * BURST_SECONDS,
    most: MOST_SENDERS,
    now: () => performance.now(),
  });
  return (key) => buckets.take(key);
}
