import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { ACTION_MESSAGES } from './admin/actions.ts';
import { combineObservers } from './combine-observers.ts';
import { databaseOf } from './config/database-of.ts';
import type { Settings } from './config/settings.ts';
import { createApp } from './http/app.ts';
import { listen } from './http/listen.ts';
import { createBoundedLog } from './log/bounded-log.ts';
import type { LevelSwitch, Logger } from './log.ts';
import { createMandators, type Mandators } from './mandators.ts';
import type { Mapping } from './mapping/compile-mapping.ts';
import { loadMapping } from './mapping/load-mapping.ts';
import { createMirror, type Mirror } from './mirror/mirror.ts';
import type { Observer } from './observer.ts';
import { openAdmin, openWatch } from './open-admin.ts';
import { openCallers, type OpenedCallers } from './open-callers.ts';
import { openLimits, type OpenedLimits } from './open-limits.ts';
import { createMessageReader, type MessageReader } from './reading/message-reader.ts';
import { createReceive } from './receive.ts';
import { createReleasers } from './releasers.ts';
import { openTls } from './open-tls.ts';
import { DEFAULT_XML_LIMITS } from './soap/xml-limits.ts';
import { SPOOL_FILE } from './spool/schema.ts';
import { openSpool } from './spool/spool.ts';
import { openMssqlStore } from './store/mssql/mssql-store.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import { EMBEDDED_STORE_FILE } from './store/sqlite/store-file.ts';
import type { Store } from './store/store.ts';
import { SUBSCRIPTIONS_FILE } from './subscriptions/file-schema.ts';
import { createSubscriptionTracker, type SubscriptionTracker } from './subscriptions/tracker.ts';

/** A running service. */
export interface Service {
  /** Where it listens: `http://[::]:8080`, or the path of a pipe or socket. */
  readonly address: string;
  /** The TCP port that was taken; null for a pipe or socket. */
  readonly port: number | null;
  readonly mapping: Mapping;
  /** Where administrators are answered; null where they are not, or the port is not to be had yet. */
  readonly adminAddress: string | null;
  /** Finishes what was accepted within the deadline of the settings, and releases everything. Idempotent. */
  stop(): Promise<void>;
}

/**
 * How long the spool may take, in milliseconds, for what the database did not commit within `writeTimeoutMs`: both
 * together stay below the 30 s after which Exchange repeats a message.
 */
const SPOOL_TIMEOUT_MS = 8000;

/** What became of each message, and what people had done: what else is logged is not to fill the log. */
const EVERY_LINE: ReadonlySet<string> = new Set(['notification stored', ...ACTION_MESSAGES]);

/**
 * Builds the service from its settings and starts it. The only place that knows every part.
 * @throws MappingError, StoreError or Error with a sentence for the administrator; nothing is left open then
 */
export async function startService(settings: Settings, logger: Logger & LevelSwitch): Promise<Service> {
  const releasers = createReleasers();
  const log = createBoundedLog(logger, { unbounded: EVERY_LINE });
  releasers.add(() => {
    log.close();
    return Promise.resolve();
  });
  try {
    const mapping = await loadMapping(settings.mapping);
    const mandators = createMandators(settings.mandators, settings.defaultMandator);
    const watch = openWatch(settings);
    const observer = combineObservers(watch?.observers ?? [], log);
    const store = await openStore(settings, { mapping, mandators, observer, log });
    releasers.add(() => store.close());
    const subscriptions = await openSubscriptions(settings, { observer, log });
    releasers.add(() => subscriptions.close());
    const reader = openReader(settings, mapping);
    releasers.add(() => reader.close());
    const mirror = openMirror(settings, log);
    let stopBy = 0;
    releasers.add(async () => mirror?.close(Math.max(0, stopBy - performance.now())));
    const callers = openCallers(settings, log);
    releasers.add(() => callers.close());
    const limits = openLimits(settings, { mandators, callers: callers.callers, log });
    releasers.add(() => limits.close());
    const parts = {
      mapping,
      mandators,
      reader,
      store,
      subscriptions,
      mirror,
      callers,
      limits,
      observer,
      log,
    };
    const tls = await openTls(settings, log);
    releasers.add(async () => tls?.close());
    const { connections } = limits;
    const listener = await listen(createHandler(settings, parts), {
      ...settings,
      ...{ connections, tls, observer, log },
    });
    releasers.add(() => listener.close(settings.shutdownTimeoutMs));
    const files = {
      embeddedStore: join(settings.dataDir, EMBEDDED_STORE_FILE),
      spool: join(settings.dataDir, SPOOL_FILE),
    };
    const admin = openAdmin(settings, { ...parts, watch, tls, listener, files, log });
    releasers.add(() => admin.close());
    await admin.tried;
    const stop = (): Promise<void> => {
      stopBy ||= performance.now() + settings.shutdownTimeoutMs;
      return releasers.releaseAll();
    };
    return {
      ...{ address: listener.address, port: listener.port, mapping, stop },
      get adminAddress() {
        return admin.address();
      },
    };
  } catch (error) {
    await releasers.releaseAll();
    throw error;
  }
}

interface Parts {
  readonly mapping: Mapping;
  readonly mandators: Mandators;
  readonly reader: MessageReader;
  readonly store: Store;
  readonly subscriptions: SubscriptionTracker;
  readonly mirror: Mirror | null;
  readonly callers: OpenedCallers;
  readonly limits: OpenedLimits;
  readonly observer: Observer;
  readonly log: Logger;
}

function createHandler(settings: Settings, parts: Parts): RequestListener {
  const { mandators, reader, store, subscriptions, mirror, observer, log } = parts;
  const receive = createReceive({
    mandators,
    store,
    subscriptions,
    writeTimeoutMs: settings.writeTimeoutMs + (settings.store === 'mssql' ? SPOOL_TIMEOUT_MS : 0),
    read: (message) => reader.read(message),
  });
  const { paths, maxBodyBytes, metadata } = settings;
  const handle = createApp({
    ...{ paths, maxBodyBytes, metadata, receive, mirror, observer, log },
    callers: parts.callers.callers,
    refusals: parts.callers.refusals,
    limits: parts.limits.limits,
  }).callback();
  return (request, response) => void handle(request, response);
}

function openReader({ maxDepth, maxNodes, maxBodyBytes }: Settings, mapping: Mapping): MessageReader {
  const limits = { ...DEFAULT_XML_LIMITS, maxDepth, maxNodes };
  return createMessageReader({ mapping, limits, maxBodyBytes });
}

function openMirror(settings: Settings, log: Logger): Mirror | null {
  const { mirror: url, primary, mirrorTimeoutMs: timeoutMs, mirrorQueueBytes: maxBytes } = settings;
  return url === undefined ? null : createMirror({ url, primary, timeoutMs, maxBytes, log });
}

function openSubscriptions(
  settings: Settings,
  { observer, log }: Pick<Parts, 'observer' | 'log'>,
): Promise<SubscriptionTracker> {
  return createSubscriptionTracker({
    file: join(settings.dataDir, SUBSCRIPTIONS_FILE),
    log,
    observer,
    statusFrequencyMs: settings.statusFrequencyMs,
    retiredMandators: settings.retiredMandators ?? [],
    maxSubscriptions: settings.maxSubscriptions,
    forgetAfterDays: settings.forgetSubscriptionsAfterDays,
  });
}

async function openStore(
  settings: Settings,
  { mapping, mandators, observer, log }: Pick<Parts, 'mapping' | 'mandators' | 'observer' | 'log'>,
): Promise<Store> {
  const { table } = mapping;
  if (settings.store === 'sqlite') {
    const file = join(settings.dataDir, EMBEDDED_STORE_FILE);
    return openSqliteStore({ file, table, mandators: mandators.names, observer });
  }
  const databases = mandators.names.flatMap((name) => {
    const config = databaseOf(settings, name);
    return config === null ? [] : [{ name, config }];
  });
  const { writeTimeoutMs, shutdownTimeoutMs, spoolMaxBytes, spoolMaxAgeMs } = settings;
  const inner = await openMssqlStore({
    table,
    mandators: databases,
    log,
    observer,
    writeTimeoutMs,
    closeTimeoutMs: shutdownTimeoutMs,
  });
  return openSpool({
    file: join(settings.dataDir, SPOOL_FILE),
    inner,
    table,
    mandators: databases.map(({ name }) => name),
    limits: { maxBytes: spoolMaxBytes, maxAgeMs: spoolMaxAgeMs },
    deadlineMs: writeTimeoutMs,
    log,
    observer,
  });
}
