import { loadSettings, type Settings } from './config/settings.ts';
import { createLogger, type ClosableLogger, type Logger } from './log.ts';
import { isOpenToAll } from './net/is-open.ts';
import { startService, type Service } from './service.ts';

/** Signals that end the service: Ctrl-C, service managers and containers, and HttpPlatformHandler's Ctrl-Break. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const;

/**
 * Runs the service as this process's only purpose: settings from file and environment, started, stopped by a signal.
 * What keeps it from starting is printed as it is meant for the administrator, and ends the process with 1.
 */
export async function runService({ flags }: { flags: Readonly<Record<string, unknown>> }): Promise<void> {
  let settings: Settings;
  try {
    settings = loadSettings({ env: process.env, flags, cwd: process.cwd() });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    return;
  }
  const log = createLogger({ level: settings.logLevel, format: settings.logFormat });
  try {
    const service = await startService(settings, log);
    logStart(log, settings, service);
    stopOnSignal(service, log);
  } catch (error) {
    log.error('the service did not start', { error });
    process.exitCode = 1;
    await log.close();
  }
}

function logStart(log: Logger, settings: Settings, service: Service): void {
  const { table } = service.mapping;
  log.info('service started', {
    address: service.address,
    paths: settings.paths,
    allow: settings.allow,
    trustProxy: settings.trustProxy,
    mandators: settings.mandators,
    defaultMandator: settings.defaultMandator,
    store: settings.store,
    table: table.schema === null ? table.name : `${table.schema}.${table.name}`,
    mapping: settings.mapping ?? 'built in',
    dataDir: settings.dataDir,
    node: process.version,
  });
  if (isOpenToAll(settings.allow)) {
    log.warn('requests are accepted from everybody, as the original endpoint did', {
      allow: settings.allow,
      advice: 'set allow (SYNC_ALLOW) to exchange-online,private,loopback or less: docs/access.md',
    });
  }
}

function stopOnSignal(service: Service, log: ClosableLogger): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) {
      return;
    }
    stopping = true;
    log.info('service stopping', { signal });
    try {
      await service.stop();
      log.info('service stopped');
    } catch (error) {
      log.error('service stopped with an error', { error });
      process.exitCode = 1;
    }
    await log.close();
  };
  for (const signal of STOP_SIGNALS) {
    process.on(signal, () => void stop(signal));
  }
}
