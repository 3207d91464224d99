import { expect } from 'chai';
import { settingsInForce } from '../../../src/admin/settings-in-force.ts';
import type { SettingInForce } from '../../../src/admin/status.ts';
import { loadSettings } from '../../../src/config/settings.ts';

function show(env: Readonly<Record<string, string>>): (name: string) => SettingInForce | undefined {
  const shown = settingsInForce(loadSettings({ env, cwd: '/srv', platform: 'linux' }));
  return (name) => shown.find((one) => one.name === name);
}

describe('the settings in force', () => {
  it('tell where a value comes from', () => {
    const setting = show({ SYNC_MAX_DEPTH: '99' });
    expect(setting('maxDepth')).to.deep.equal({
      name: 'maxDepth',
      group: 'Listening',
      value: '99',
      from: 'environment',
      source: 'SYNC_MAX_DEPTH',
    });
    expect(setting('maxNodes')).to.include({ value: '200000', from: 'default', source: null });
  });

  it('are written as a person writes them', () => {
    const setting = show({ SYNC_REQUEST_TIMEOUT_MS: '90s', SYNC_WRITE_TIMEOUT_MS: '1500' });
    expect(setting('requestTimeoutMs')?.value).to.equal('90s');
    expect(setting('writeTimeoutMs')?.value).to.equal('1500ms');
    expect(setting('spoolMaxBytes')?.value).to.equal('1GiB');
    expect(setting('metadata')?.value).to.equal('off');
    expect(setting('trustProxy')?.value).to.equal('loopback, pipe');
    expect(setting('tlsCert')?.value).to.equal(null);
  });

  it('hide every secret, and passwords inside connection strings', () => {
    const env = {
      SYNC_ADMIN_TOKEN: 'tok-0123456789abcdef',
      SYNC_CONNECTION_STRING_PROD: 'Data Source=db;Initial Catalog=ROOMS;User ID=u;Password=hush-1',
      SYNC_SQL_PASSWORD_PROD: 'hush-2',
    };
    const setting = show(env);
    expect(setting('adminToken')?.value).to.equal('(hidden)');
    expect(setting('connectionStrings.PROD')).to.include({ value: '(hidden)', from: 'environment' });
    expect(setting('sqlPassword.PROD')?.value).to.equal('(hidden)');
    const text = JSON.stringify(settingsInForce(loadSettings({ env, cwd: '/srv', platform: 'linux' })));
    expect(text).to.not.match(/hush|0123456789/);
  });

  it('show the domain and user of a mandator, which are no secret', () => {
    const setting = show({
      SYNC_CONNECTION_STRING_PROD: 'Data Source=db;Initial Catalog=ROOMS',
      SYNC_SQL_USER_PROD: 'rooms',
      SYNC_SQL_PASSWORD_PROD: 'hush',
    });
    expect(setting('sqlUser.PROD')).to.include({ value: 'rooms', source: 'SYNC_SQL_USER_PROD' });
    expect(setting('sqlDomain')?.value).to.equal(null);
  });
});
