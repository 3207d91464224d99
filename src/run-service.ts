import { errorMessage } from './commands/error-message.ts';
import { commandLanguage } from './commands/language.ts';
import { loadSettings, type Settings } from './config/settings.ts';
import type { ClosableLogger } from './log.ts';
import { openLog, tellEventLog, type LogHost } from './open-log.ts';
import { startService, type Service } from './service.ts';
import { logStart } from './start-log.ts';

/** Signals that end the service: Ctrl-C, service managers and containers, and HttpPlatformHandler's Ctrl-Break. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const;

const NOT_STARTED = 'the service did not start';

/**
 * Runs the service as this process's only purpose: settings from file and environment, started, stopped by a signal.
 * What keeps it from starting is printed as it is meant for the administrator, and ends the process with 1.
 */
export async function runService({ flags }: { flags: Readonly<Record<string, unknown>> }): Promise<void> {
  const host: LogHost = { platform: process.platform, env: process.env };
  let settings: Settings;
  try {
    settings = loadSettings({ env: process.env, flags, cwd: process.cwd() });
  } catch (error) {
    process.stderr.write(`${errorMessage(error, commandLanguage(process.env))}\n`);
    process.exitCode = 1;
    await tellEventLog(NOT_STARTED, error, host);
    return;
  }
  const opened = openLog(settings, host);
  const { log } = opened;
  logLastWords(log);
  try {
    const service = await startService(settings, log);
    logStart(log, settings, service, opened.logFile());
    stopOnSignal(service, log);
  } catch (error) {
    log.error(NOT_STARTED, { error });
    process.exitCode = 1;
    await log.close();
  }
}

/** Node prints to standard error what it dies of, which nobody keeps behind IIS. It dies all the same. */
function logLastWords(log: ClosableLogger): void {
  process.on('uncaughtExceptionMonitor', (error) => {
    log.error('the service ends for an error that nobody has taken care of', { error, stack: error.stack });
  });
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
