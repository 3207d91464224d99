import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadSettings, type Settings } from '../../src/config/settings.ts';
import { openLog, tellEventLog, type LogHost } from '../../src/open-log.ts';
import { until } from '../support/until.ts';

describe('openLog', () => {
  let folder: string;
  let written: string;
  const write = process.stdout.write.bind(process.stdout);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sync-notification-log-'));
    written = '';
  });
  afterEach(() => {
    process.stdout.write = write;
    rmSync(folder, { recursive: true });
  });

  const settings = (env: Readonly<Record<string, string>>): Settings =>
    loadSettings({ env, cwd: folder, readFile: () => Buffer.from('') });
  /** What goes to standard output meanwhile; the reporter's own lines do not come in between. */
  const whileCaptured = async (action: () => Promise<void>): Promise<void> => {
    process.stdout.write = (chunk: string) => {
      written += chunk;
      return true;
    };
    await action().finally(() => {
      process.stdout.write = write;
    });
  };
  const fileText = (logs: string): string =>
    readdirSync(join(folder, logs))
      .map((name) => readFileSync(join(folder, logs, name), 'utf8'))
      .join('');
  const fakeWindows = (): LogHost => {
    const eventCommand = join(folder, 'eventcreate');
    writeFileSync(eventCommand, `#!/bin/sh\nprintf '%s|' "$@" >> '${folder}/events'\n`);
    chmodSync(eventCommand, 0o755);
    return { platform: 'win32', env: {}, eventCommand };
  };
  const linux: LogHost = { platform: 'linux', env: {} };

  it('writes the same lines to the file and to standard output', async () => {
    const env = { SYNC_LOG_DIR: 'logs', SYNC_LOG_FORMAT: 'text' };
    await whileCaptured(async () => {
      const opened = openLog(settings(env), linux);
      const { log } = opened;
      log.info('hello', { password: 'hunter2' });
      await log.close();
      expect(opened.logFile()).to.contain(join(folder, 'logs', 'sync-notification-'));
    });
    expect(written).to.match(/^\S+Z INFO {2}hello password=\S*hidden\S*\n$/);
    expect(fileText('logs')).to.equal(written);
  });

  it('writes to standard output behind IIS only what the file does not take', async () => {
    const env = { HTTP_PLATFORM_PORT: '1', SYNC_DATA_DIR: folder };
    await whileCaptured(async () => {
      const { log } = openLog(settings(env), linux);
      log.info('hello');
      await log.close();
    });
    expect(written).to.equal('');
    expect(fileText('logs')).to.contain('"message":"hello"');

    writeFileSync(join(folder, 'file'), '');
    await whileCaptured(async () => {
      const { log } = openLog(settings({ ...env, SYNC_LOG_DIR: 'file' }), linux);
      log.info('hello');
      await until('it is reported', () => written.includes('is not written'));
      await log.close();
    });
    expect(written).to.contain('"message":"hello"').and.contain('"message":"the log file is not written"');
  });

  it('tells the event log of what needs a person, whatever the level', async () => {
    const { log } = openLog(settings({ SYNC_LOG_LEVEL: 'error' }), fakeWindows());
    log.info('notification stored');
    log.warn('database does not take rows', { mandator: 'PROD' });
    await log.close();
    expect(readFileSync(join(folder, 'events'), 'utf8')).to.match(/^\/L\|.*\|\/ID\|200\|.*mandator=PROD\|$/);
  });

  it('tells it of nothing where it is switched off, and says so where there is none', async () => {
    const host = fakeWindows();
    const { log } = openLog(settings({ SYNC_EVENT_LOG: 'off', SYNC_LOG_LEVEL: 'error' }), host);
    log.warn('database does not take rows');
    await log.close();
    expect(readdirSync(folder)).to.not.include('events');
    await whileCaptured(async () => {
      await openLog(settings({ SYNC_EVENT_LOG: 'on' }), linux).log.close();
    });
    expect(written).to.contain('there is no event log on this system');
  });

  it('tells it why settings were refused, where no log could be opened', async () => {
    await tellEventLog('the service did not start', new Error('PORT: found "x"'), fakeWindows());
    expect(readFileSync(join(folder, 'events'), 'utf8'))
      .to.contain('/T|ERROR|')
      .and.contain('|/ID|103|')
      .and.contain('PORT: found');
    await tellEventLog('the service did not start', new Error('x'), linux);
  });
});
