import { join } from 'node:path';
import { createAdminApp } from './admin/app.ts';
import { createDisk } from './admin/disk.ts';
import { openAdminListener } from './admin/listener.ts';
import { databaseNames } from './admin/mandator-status.ts';
import { createProbes } from './admin/probes.ts';
import { createShownSetAside } from './admin/set-aside-rows.ts';
import { createStatusSource } from './admin/status-source.ts';
import type { Watch } from './admin/watch.ts';
import type { Settings } from './config/settings.ts';
import { createRepeatedLog } from './http/repeated-log.ts';
import type { LevelSwitch, Logger } from './log.ts';
import type { Mapping } from './mapping/compile-mapping.ts';
import type { Mirror } from './mirror/mirror.ts';
import type { OpenedCallers } from './open-callers.ts';
import { SPOOL_FILE } from './spool/schema.ts';
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
  close(): Promise<void>;
}

/** The parts of the service that are looked at. */
export interface AdminParts {
  readonly watch: Watch;
  readonly mapping: Mapping;
  readonly store: Store;
  readonly subscriptions: SubscriptionTracker;
  readonly mirror: Mirror | null;
  readonly callers: OpenedCallers;
  readonly tls: WatchedCertificate | null;
  /** Where Exchange's messages come in. */
  readonly address: string;
  /** The embedded store's file. */
  readonly embeddedFile: string;
  readonly log: Logger & LevelSwitch;
}

/** How often it is looked how many rows are spooled, in milliseconds. */
const SAMPLE_MS = 5000;

/** Opens the listener for administrators, where the settings want one. Never fails, and waits for nothing. */
export function openAdmin(settings: Settings, parts: AdminParts): OpenedAdmin {
  const { adminPort, adminHost: host, adminToken: token, dataDir } = settings;
  if (adminPort === 'off') {
    return { address: () => null, close: () => Promise.resolve() };
  }
  const { watch, store, log } = parts;
  const repeated = createRepeatedLog(log);
  const setAside = createSetAside(join(dataDir, SPOOL_FILE));
  const source = createStatusSource({
    settings,
    service: serviceFacts(settings, parts),
    databases: databaseNames(settings, parts.embeddedFile),
    watch,
    logLevel: () => log.level(),
    store: () => store.status(),
    subscriptions: parts.subscriptions,
    mirror: () => parts.mirror?.status() ?? null,
    ranges: () => parts.callers.ranges(),
    certificateEnds: () => parts.tls?.validTo ?? null,
    disk: createDisk(dataDir),
    setAside: createShownSetAside(setAside),
  });
  const handle = createAdminApp({
    ...{ token, host, log, repeated },
    probes: createProbes(source, settings),
    routes: [],
  }).callback();
  const listener = openAdminListener({
    port: adminPort,
    host,
    handler: (request, response) => void handle(request, response),
    log,
    clock: systemClock,
  });
  const sample = (): void => {
    watch.history.sampleSpool(store.status().reduce((sum, { spool }) => sum + (spool?.queuedRows ?? 0), 0));
  };
  const sampling = setInterval(sample, SAMPLE_MS).unref();
  return {
    address: () => listener.address(),
    async close() {
      clearInterval(sampling);
      await listener.close();
      await setAside.close();
      repeated.close();
    },
  };
}

function serviceFacts(
  settings: Settings,
  { mapping, address }: AdminParts,
): Parameters<typeof createStatusSource>[0]['service'] {
  const { schema, name } = mapping.table;
  return {
    version: readVersion(),
    node: process.version,
    processId: process.pid,
    startedAt: new Date().toISOString(),
    address,
    paths: settings.paths,
    store: settings.store,
    table: schema === null || settings.store === 'sqlite' ? name : `${schema}.${name}`,
    mapping: settings.mapping ?? null,
    dataDir: settings.dataDir,
  };
}
