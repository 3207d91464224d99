import { createActions } from './admin/actions.ts';
import { createActor } from './admin/actor.ts';
import { createApiRoutes } from './admin/api/api-routes.ts';
import { createAdminApp } from './admin/app.ts';
import { createDisk, type Disk } from './admin/disk.ts';
import { createFormToken } from './admin/form-token.ts';
import { openAdminListener } from './admin/listener.ts';
import { databaseNames } from './admin/mandator-status.ts';
import { createMetricsRoute } from './admin/metrics/metrics-route.ts';
import { createPageRoutes } from './admin/page/page-routes.ts';
import { createProbes } from './admin/probes.ts';
import { createShownSetAside } from './admin/set-aside-rows.ts';
import { createShared } from './admin/shared.ts';
import type { ServiceFacts, ServiceStatus } from './admin/status.ts';
import { createStatusSource } from './admin/status-source.ts';
import { createTurns } from './admin/turns.ts';
import { createWatch, type Watch } from './admin/watch.ts';
import type { Settings } from './config/settings.ts';
import type { Listener } from './http/listen.ts';
import { createRepeatedLog } from './http/repeated-log.ts';
import type { LevelSwitch, Logger } from './log.ts';
import type { Mapping } from './mapping/compile-mapping.ts';
import { EVENT_KINDS } from './mapping/events.ts';
import type { Mirror } from './mirror/mirror.ts';
import type { OpenedCallers } from './open-callers.ts';
import { createSelftest } from './selftest/create-selftest.ts';
import { createSetAside } from './spool/set-aside.ts';
import { systemClock } from './store/clock.ts';
import type { Store } from './store/store.ts';
import type { SubscriptionTracker } from './subscriptions/tracker.ts';
import type { WatchedCertificate } from './tls/watch-certificate.ts';
import { readVersion } from './version.ts';

/** What administrators and their monitoring are served with. */
export interface OpenedAdmin {
  /** Where it listens: `http://127.0.0.1:8081`; null as long as it does not. */
  address(): string | null;
  /** Resolves when its port was tried once, and soon in any case. */
  readonly tried: Promise<void>;
  close(): Promise<void>;
}

/** The parts of the service that are looked at. */
export interface AdminParts {
  /** null where nobody looks. */
  readonly watch: Watch | null;
  readonly mapping: Mapping;
  readonly store: Store;
  readonly subscriptions: SubscriptionTracker;
  readonly mirror: Mirror | null;
  readonly callers: OpenedCallers;
  readonly tls: WatchedCertificate | null;
  /** Where Exchange's messages come in. */
  readonly listener: Listener;
  readonly files: { readonly embeddedStore: string; readonly spool: string };
  readonly log: Logger & LevelSwitch;
}

/** How often it is looked how many rows are spooled, in milliseconds. */
const SAMPLE_MS = 5000;

/** Begins to take down what happens, where the settings want a listener for administrators. */
export function openWatch({ adminPort, store, mandators }: Settings): Watch | null {
  return adminPort === 'off'
    ? null
    : createWatch({ version: readVersion(), store, mandators, eventKinds: EVENT_KINDS });
}

/** Opens the listener for administrators. Never fails, and waits for nothing. */
export function openAdmin(settings: Settings, parts: AdminParts): OpenedAdmin {
  const { adminPort, adminHost: host, adminToken: token } = settings;
  const { watch, store, mapping, files, log } = parts;
  if (watch === null || adminPort === 'off') {
    return { address: () => null, tried: Promise.resolve(), close: () => Promise.resolve() };
  }
  const disk = createDisk(settings.dataDir);
  followMetrics(settings, { ...parts, watch, disk });
  const repeated = createRepeatedLog(log);
  const setAside = createSetAside(files.spool);
  const source = createSource(settings, { ...parts, watch, disk }, createShownSetAside(setAside));
  const turns = createTurns();
  // Many who ask at once would otherwise be answered in one go, with notifications waiting meanwhile.
  const collectStatus = async (): Promise<ServiceStatus> => {
    const status = await source.collectStatus();
    await turns.take();
    return status;
  };
  const metrics = createShared(() => turns.run(watch.metrics.text), { freshMs: 0, rest: 0 });
  const actor = createActor();
  const actions = createActions({
    setAside,
    selftest: createSelftest({ settings, mapping, files, address: parts.listener.address }),
    actor: actor.current,
    onChange: source.forget,
    log,
  });
  const handle = createAdminApp({
    ...{ token, host, log, repeated },
    probes: createProbes(source),
    routes: [
      actor.remember,
      createMetricsRoute({ text: metrics.get, contentType: watch.metrics.contentType }),
      createApiRoutes({ source: { collectStatus }, actions }),
      createPageRoutes({
        status: collectStatus,
        actions: {
          retrySetAside: (numbers) => actions.retry(numbers === 'all' ? {} : { seqs: numbers }),
          dropSetAside: (numbers) => actions.drop({ seqs: numbers }),
          selftest: actions.selftest,
        },
        formToken: createFormToken(),
        log,
      }),
    ],
  }).callback();
  const listener = openAdminListener({
    port: adminPort,
    host,
    handler: (request, response) => void handle(request, response),
    ...{ log, repeated, clock: systemClock },
  });
  const sample = (): void => {
    watch.history.sampleSpool(store.status().reduce((sum, { spool }) => sum + (spool?.queuedRows ?? 0), 0));
  };
  const sampling = setInterval(sample, SAMPLE_MS).unref();
  return {
    address: () => listener.address(),
    tried: listener.tried,
    async close() {
      clearInterval(sampling);
      await listener.close();
      await setAside.close();
      repeated.close();
    },
  };
}

type WatchedParts = AdminParts & { readonly watch: Watch; readonly disk: Disk };

function followMetrics(settings: Settings, parts: WatchedParts): void {
  const { watch, store, subscriptions, mirror, tls, listener, disk } = parts;
  watch.metrics.follow({
    stores: () => store.status(),
    spoolMaxBytes: settings.store === 'mssql' ? settings.spoolMaxBytes : null,
    subscriptions,
    mirror: () => mirror?.status() ?? null,
    disk: () => disk.space(),
    certificateEnd: () => tls?.validTo ?? null,
    openConnections: () => listener.openConnections(),
  });
}

function createSource(
  settings: Settings,
  parts: WatchedParts,
  setAside: ReturnType<typeof createShownSetAside>,
): ReturnType<typeof createStatusSource> {
  const { watch, store, subscriptions, mirror, callers, tls, files, disk, log } = parts;
  return createStatusSource({
    settings,
    service: serviceFacts(settings, parts),
    databases: databaseNames(settings, files.embeddedStore),
    watch,
    logLevel: () => log.level(),
    store: () => store.status(),
    subscriptions,
    mirror: () => mirror?.status() ?? null,
    ranges: () => callers.ranges(),
    certificateEnds: () => tls?.validTo ?? null,
    disk,
    setAside,
  });
}

function serviceFacts(settings: Settings, { mapping, listener }: AdminParts): Omit<ServiceFacts, 'logLevel'> {
  const { schema, name } = mapping.table;
  return {
    version: readVersion(),
    node: process.version,
    processId: process.pid,
    startedAt: new Date().toISOString(),
    address: listener.address,
    paths: settings.paths,
    store: settings.store,
    table: schema === null || settings.store === 'sqlite' ? name : `${schema}.${name}`,
    mapping: settings.mapping ?? null,
    dataDir: settings.dataDir,
  };
}
