import type { Settings } from '../config/settings.ts';
import type { MirrorStatus } from '../mirror/mirror.ts';
import { isOpenToAll } from '../net/is-open.ts';
import type { RangesInForce } from '../net/ranges-file.ts';
import type { StoreStatus } from '../store/store.ts';
import type { SubscriptionTracker } from '../subscriptions/tracker.ts';
import type { Disk } from './disk.ts';
import { mandatorStatuses, type DatabaseNames } from './mandator-status.ts';
import { findProblems, type ProblemFacts } from './problems.ts';
import { findStoreProblems, takesMessages } from './store-problems.ts';
import { findUpkeepProblems } from './upkeep-problems.ts';
import type { ShownSetAside } from './set-aside-rows.ts';
import { settingsInForce } from './settings-in-force.ts';
import { createShared } from './shared.ts';
import type { MandatorStatus, Problem, ServiceFacts, ServiceStatus } from './status.ts';
import type { Watch } from './watch.ts';

/** Where the status comes from. All but the last two only look at memory. */
export interface StatusParts {
  readonly settings: Settings;
  /** What stays as it is while the service runs. */
  readonly service: Omit<ServiceFacts, 'logLevel'>;
  readonly databases: DatabaseNames;
  readonly watch: Watch;
  readonly logLevel: () => string;
  readonly store: () => readonly StoreStatus[];
  readonly subscriptions: Pick<SubscriptionTracker, 'totals' | 'storageError' | 'gradualSnapshot'>;
  readonly mirror: () => MirrorStatus | null;
  readonly ranges: () => RangesInForce | null;
  readonly certificateEnds: () => Date | null;
  readonly disk: Disk;
  readonly setAside: ShownSetAside;
}

/** What probes need to know, without the subscriptions. */
export interface ReadyFacts {
  readonly takenAt: string;
  readonly mandators: readonly MandatorStatus[];
  readonly disk: ServiceStatus['disk'];
  /** Whether a message of some mandator at least would be stored now. */
  readonly takesMessages: boolean;
  /** Those that deny readiness. */
  readonly problems: readonly Problem[];
}

/** Tells how the service is. Those who ask at the same time, or shortly after each other, share an answer. */
export interface StatusSource {
  readonly collectStatus: () => Promise<ServiceStatus>;
  readonly collectReady: () => Promise<ReadyFacts>;
  /** Has the next question answered anew, after something was changed. */
  readonly forget: () => void;
}

/** How long an answer counts, in milliseconds. */
const FRESH_MS = 1000;

/** An answer that took long to collect counts for so many times as long. */
const REST = 10;

/** Puts together what the parts know. */
export function createStatusSource(
  parts: StatusParts,
  now: () => number = () => performance.now(),
): StatusSource {
  const { settings, watch, disk } = parts;
  const inForce = settingsInForce(settings);

  const collectFacts = async (): Promise<ProblemFacts & { readonly mirror: MirrorStatus | null }> => ({
    now: Date.now(),
    mandators: mandatorStatuses(parts.store(), {
      databases: parts.databases,
      defaultMandator: settings.defaultMandator,
    }),
    awaySince: watch.outages.since(),
    lastFailureAt: watch.outages.lastFailureAt(),
    spoolMaxBytes: settings.spoolMaxBytes,
    spoolMaxAgeMs: settings.spoolMaxAgeMs,
    disk: await disk.space(),
    history: watch.history.minutes(),
    subscriptions: { totals: parts.subscriptions.totals(), storageError: parts.subscriptions.storageError() },
    refusedCallers: watch.refusedCallers.lastHour(),
    certificateEnds: parts.certificateEnds(),
    rangesRetrieved: parts.ranges()?.ranges.retrieved ?? null,
    mirror: parts.mirror(),
    isOpenToAll: isOpenToAll(settings.allow),
  });

  const collectStatus = async (): Promise<ServiceStatus> => {
    const snapshot = await parts.subscriptions.gradualSnapshot();
    const facts = await collectFacts();
    const total = facts.mandators.reduce((sum, { spool }) => sum + (spool?.setAsideRows ?? 0), 0);
    return {
      takenAt: new Date(facts.now).toISOString(),
      service: { ...parts.service, logLevel: parts.logLevel() },
      problems: findProblems(facts),
      mandators: facts.mandators,
      subscriptions: snapshot,
      history: facts.history,
      notifications: watch.recent.notifications(),
      setAside: await parts.setAside.rows(total),
      settings: inForce,
      disk: facts.disk,
      mirror: facts.mirror,
    };
  };

  const collectReady = async (): Promise<ReadyFacts> => {
    const { mandators, ...facts } = await collectFacts();
    return {
      takenAt: new Date(facts.now).toISOString(),
      mandators,
      disk: facts.disk,
      takesMessages: mandators.some((mandator) => takesMessages(mandator, facts)),
      problems: [...findStoreProblems({ ...facts, mandators }), ...findUpkeepProblems(facts)].filter(
        ({ isUnready }) => isUnready,
      ),
    };
  };

  const status = createShared(collectStatus, { freshMs: FRESH_MS, rest: REST, now });
  const ready = createShared(collectReady, { freshMs: FRESH_MS, rest: REST, now });
  return {
    collectStatus: status.get,
    collectReady: ready.get,
    forget() {
      status.forget();
      ready.forget();
      parts.setAside.forget();
    },
  };
}
