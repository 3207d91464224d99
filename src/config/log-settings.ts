import { optionalSetting, setting } from './setting.ts';
import { byteSize, filePath, integer, onOff, oneOf } from './value-type.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** The settings about what is logged and where to, declared as all others are. */
export const logSettings = {
  logLevel: setting(oneOf(['error', 'warn', 'info', 'debug']), {
    group: 'Logging',
    default: 'info',
    summary: 'Least important lines that are logged. `info` has one line a request.',
    advice: 'Set `debug` to see the stacks of errors; `warn` to log problems only.',
  }),
  logFormat: setting(oneOf(['json', 'text']), {
    group: 'Logging',
    default: 'json',
    summary: 'One JSON object a line, or readable lines.',
    advice: 'Set `text` where a person reads along.',
  }),
  logDir: optionalSetting(filePath('the path of a folder', 'folder'), {
    group: 'Logging',
    unset: 'no log files; the folder `logs` in the data folder behind iisnode and HttpPlatformHandler',
    example: '/var/log/sync-notification',
    summary:
      'Folder for log files: one a day, with the same lines as standard output. It is made if it is not there.',
    advice:
      'Set it where nobody keeps standard output. A local folder: several processes may share it, several machines ' +
      'may not.',
  }),
  logFileMaxBytes: setting(byteSize(64 * KIB, 1024 * MIB), {
    group: 'Logging',
    default: '50MiB',
    summary: 'Size from which on a log file is followed by another one of the same day.',
    advice: 'Lower it if your editor has trouble with large files. A line of a request has about 300 bytes.',
  }),
  logFileKeepDays: setting(integer(1, 3650), {
    group: 'Logging',
    default: 30,
    summary: 'After how many days log files are removed.',
    advice: 'Raise it, and `logDirMaxBytes`, where logs have to be kept for longer.',
  }),
  logDirMaxBytes: setting(byteSize(MIB, 1024 * 1024 * MIB), {
    group: 'Logging',
    default: '1GiB',
    summary:
      'Most that log files may take together: the oldest ones are removed before their time, so that a flood of ' +
      'lines leaves the disk to the spool.',
    advice: 'Keep it below what the disk has to spare.',
  }),
  logStdout: optionalSetting(onOff(), {
    group: 'Logging',
    unset: 'on; off behind iisnode and HttpPlatformHandler, where log files are written',
    example: false,
    summary:
      'Whether lines go to standard output although there are log files. Off, they go there only while the files ' +
      'cannot be written.',
    advice: 'Set `off` where standard output ends in a file that nobody rotates.',
  }),
  eventLog: optionalSetting(onOff(), {
    group: 'Logging',
    unset: 'on on Windows',
    example: false,
    summary:
      'Whether what needs a person also goes to the Windows event log (Application, source ' +
      '`rooms-sync-notification`).',
    advice:
      'Leave it, unless your monitoring would count the same thing twice. docs/logging.md has the numbers.',
  }),
};
