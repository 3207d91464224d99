import { join } from 'node:path';
import { databaseNames } from './admin/mandator-status.ts';
import type { Settings } from './config/settings.ts';
import type { Logger } from './log.ts';
import { createMandators } from './mandators.ts';
import { isOpenToAll } from './net/is-open.ts';
import type { Service } from './service.ts';
import { EMBEDDED_STORE_FILE } from './store/sqlite/store-file.ts';
import { SPOOL_FILE } from './spool/schema.ts';
import { readVersion } from './version.ts';

/**
 * Logs what was started: in JSON one record with everything, in text a line for each thing that a person looks for.
 * @param logFile path of the log file; null where there is none
 */
export function logStart(
  log: Logger,
  settings: Settings,
  service: Pick<Service, 'address' | 'adminAddress' | 'mapping'>,
  logFile: string | null,
): void {
  const { table } = service.mapping;
  const databases = databaseNames(settings, join(settings.dataDir, EMBEDDED_STORE_FILE));
  const program = {
    address: service.address,
    version: readVersion(),
    node: process.version,
    processId: process.pid,
  };
  const listeners = { paths: settings.paths, admin: service.adminAddress ?? adminWish(settings) };
  const callers = { allow: settings.allow, trustProxy: settings.trustProxy };
  const mandators = { mandators: settings.mandators, defaultMandator: settings.defaultMandator };
  const writing = {
    store: settings.store,
    table: table.schema === null ? table.name : `${table.schema}.${table.name}`,
    mapping: settings.mapping ?? 'built in',
    spool: settings.store === 'mssql' ? join(settings.dataDir, SPOOL_FILE) : 'none',
  };
  const files = {
    dataDir: settings.dataDir,
    settingsFile: settings.config ?? 'none',
    logFile: logFile ?? 'none',
    logLevel: settings.logLevel,
  };
  if (settings.logFormat === 'json') {
    log.info('service started', {
      ...{ ...program, ...listeners, ...callers, ...mandators, ...writing, databases, ...files },
    });
  } else {
    log.info('service started', program);
    log.info('it is reached at', listeners);
    log.info('it may be called by', callers);
    log.info('it writes', writing);
    for (const mandator of settings.mandators) {
      const isDefault = mandator === settings.defaultMandator;
      log.info('it serves', { mandator, database: databases[mandator], ...(isDefault && { isDefault }) });
    }
    log.info('its files', files);
  }
  warnOfSettings(log, settings);
}

/** What the settings allow although it is hardly meant. */
function warnOfSettings(log: Logger, settings: Settings): void {
  if (isOpenToAll(settings.allow)) {
    log.warn('requests are accepted from everybody, as the original endpoint did', {
      allow: settings.allow,
      advice: 'set allow (SYNC_ALLOW) to exchange-online,private,loopback or less: docs/access.md',
    });
  }
  const mandators = createMandators(settings.mandators, settings.defaultMandator);
  const unknown = (settings.retiredMandators ?? []).filter((name) => mandators.find(name) === null);
  if (unknown.length > 0) {
    log.warn('retiredMandators names no mandator', {
      unknown,
      mandators: settings.mandators,
      advice: 'correct the name; one that was removed already is not needed here any more',
    });
  }
}

function adminWish({ adminPort }: Settings): string {
  return adminPort === 'off' ? 'off' : 'not yet';
}
