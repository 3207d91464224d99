import { expect } from 'chai';
import { loadSettings, type Settings } from '../../../src/config/settings.ts';

function load(env: Readonly<Record<string, string>>): Settings {
  return loadSettings({ env, cwd: '/srv', readFile: () => Buffer.from('') });
}

describe('the settings of the log', () => {
  it('write no files where somebody keeps standard output', () => {
    const settings = load({ PORT: '8080' });
    expect(settings).to.include({ logStdout: true, logFileMaxBytes: 52_428_800, logFileKeepDays: 30 });
    expect(settings).to.not.have.any.keys('logDir', 'eventLog');
  });

  for (const [host, env] of [
    ['HttpPlatformHandler', { HTTP_PLATFORM_PORT: '12345' }],
    ['iisnode', { PORT: '\\\\.\\pipe\\6f1c2a9e-0f5b-4a1d-9a34-1f0f4f1c9d11' }],
  ] as const) {
    it(`write files into the data folder behind ${host}, and to standard output only what they do not take`, () => {
      const settings = load({ ...env, SYNC_DATA_DIR: '/data' });
      expect(settings).to.include({ logDir: '/data/logs', logStdout: false });
    });

    it(`can be told otherwise behind ${host}`, () => {
      const settings = load({ ...env, SYNC_LOG_DIR: 'elsewhere', SYNC_LOG_STDOUT: 'on' });
      expect(settings).to.include({ logDir: '/srv/elsewhere', logStdout: true });
    });
  }

  it('go on to standard output as well where a folder is named', () => {
    expect(load({ SYNC_LOG_DIR: '/logs', SYNC_EVENT_LOG: 'off' })).to.include({
      logDir: '/logs',
      logStdout: true,
      eventLog: false,
    });
  });
});
