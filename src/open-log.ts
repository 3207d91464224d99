import { win32 } from 'node:path';
import type { Settings } from './config/settings.ts';
import { createEventLog, EVENT_SOURCE } from './log/event-log.ts';
import { jsonLine, textLine } from './log/format-line.ts';
import { createLogFile, type LogFile } from './log/log-file.ts';
import type { LogSink } from './log/sink.ts';
import { createLogger, type ClosableLogger } from './log.ts';

/** The log of a process, put together from the settings. */
export interface OpenedLog {
  readonly log: ClosableLogger;
  /** Path of the log file that is written to now; null where there is none. */
  logFile(): string | null;
}

/** What the log needs to know of the machine. */
export interface LogHost {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Stands for `eventcreate.exe` and its platform, in tests. */
  readonly eventCommand?: string;
}

type LogSettings = Pick<
  Settings,
  | 'logLevel'
  | 'logFormat'
  | 'logDir'
  | 'logFileMaxBytes'
  | 'logFileKeepDays'
  | 'logDirMaxBytes'
  | 'logStdout'
  | 'eventLog'
>;

/** Opens the log where the settings want it: standard output, files, the Windows event log. Never fails. */
export function openLog(settings: LogSettings, host: LogHost): OpenedLog {
  const { logLevel: level, logFormat: format } = settings;
  const onlyToFile = settings.logDir !== undefined && settings.logStdout === false;
  const file = openFile(settings, onlyToFile, () => log);
  const events = openEvents(settings, host, () => log);
  const log: ClosableLogger = createLogger({ level, format, file, onlyToFile, events });
  if (settings.eventLog === true && events === null) {
    log.warn('eventLog is set, and there is no event log on this system', { platform: host.platform });
  }
  return { log, logFile: () => file?.path() ?? null };
}

/**
 * Tells the event log alone, where nothing else could be opened: settings that were refused keep a service behind IIS
 * from starting, and what it prints then is seen by nobody.
 */
export async function tellEventLog(message: string, error: unknown, host: LogHost): Promise<void> {
  const command = eventCommandOf(host);
  if (command !== null) {
    const events = createEventLog({ command, env: systemRoot(host), report: () => undefined });
    events.add({ time: Date.now(), level: 'error', message, fields: { error } }, '');
    await events.close();
  }
}

function openFile(settings: LogSettings, isAlone: boolean, log: () => ClosableLogger): LogFile | null {
  const { logDir: folder, logFormat } = settings;
  if (folder === undefined) {
    return null;
  }
  return createLogFile({
    folder,
    maxBytes: settings.logFileMaxBytes,
    keepDays: settings.logFileKeepDays,
    maxTotalBytes: settings.logDirMaxBytes,
    droppedLine(count) {
      const record = {
        time: Date.now(),
        level: 'warn',
        message: 'log lines were dropped',
        fields: { count },
      };
      return logFormat === 'json' ? jsonLine(record, false) : textLine(record, false, 'WARN ');
    },
    report(report) {
      if (report.kind === 'failed') {
        const advice =
          'lines go to standard output until the file can be written; the service does not need it';
        log().warn('the log file is not written', { folder, error: report.error, advice });
      } else {
        const { lines: linesMissing, seconds } = report;
        log().info('the log file is written again', { folder, linesMissing, seconds });
      }
    },
    ...(isAlone && { instead: (text: string) => void process.stdout.write(text) }),
  });
}

function openEvents(settings: LogSettings, host: LogHost, log: () => ClosableLogger): LogSink | null {
  const command = settings.eventLog === false ? null : eventCommandOf(host);
  if (command === null) {
    return null;
  }
  return createEventLog({
    command,
    env: systemRoot(host),
    report(report) {
      if (report.kind === 'failed') {
        log().warn('the Windows event log does not take entries', {
          source: EVENT_SOURCE,
          reason: report.reason,
          advice:
            'an administrator has to register the source once (docs/logging.md), or set eventLog to off',
        });
      } else {
        log().info('the Windows event log takes entries again', {
          source: EVENT_SOURCE,
          entriesMissing: report.lost,
        });
      }
    },
  });
}

/** By its whole path: Windows looks for a bare name in the current folder first. Null where there is no such log. */
function eventCommandOf(host: LogHost): string | null {
  if (host.eventCommand !== undefined) {
    return host.eventCommand;
  }
  return host.platform === 'win32'
    ? win32.join(systemRoot(host)['SystemRoot'] ?? '', 'System32', 'eventcreate.exe')
    : null;
}

function systemRoot({ env }: LogHost): Readonly<Record<string, string>> {
  return { SystemRoot: env['SystemRoot'] ?? 'C:\\Windows' };
}
