import { expect } from 'chai';
import { loadSettings, type Settings } from '../../../src/config/settings.ts';

function load(env: Readonly<Record<string, string>>): Settings {
  return loadSettings({ env, cwd: '/srv', platform: 'linux' });
}

describe('the settings of a cut-over', () => {
  it('are off unless set', () => {
    expect(load({})).to.include({
      primary: 'self',
      mirrorTimeoutMs: 10_000,
      mirrorQueueBytes: 64 * 1024 * 1024,
    });
    expect(load({})).not.to.have.property('mirror');
  });

  it('take the address of the old endpoint and whose reply counts', () => {
    const mirror = 'https://old.example.com:8443/Webservices/SyncNotification.svc';
    expect(load({ SYNC_MIRROR: mirror, SYNC_PRIMARY: 'Legacy' })).to.include({ mirror, primary: 'legacy' });
  });

  for (const url of [
    'old/SyncNotification.svc',
    'ftp://old/x',
    'http://old/x?Default',
    'http://old/x?',
    'http://old/x#y',
    'http://user@old/x',
    'http://:password@old/x',
  ]) {
    it(`refuse ${url}`, () => {
      expect(() => load({ SYNC_MIRROR: url })).to.throw(
        /mirror \(SYNC_MIRROR\): found .*Allowed: an http or https URL/,
      );
    });
  }

  it('refuse the old endpoint as the primary where none is named', () => {
    expect(() => load({ SYNC_PRIMARY: 'legacy' })).to.throw(
      'primary (SYNC_PRIMARY): found legacy, and there is no',
    );
  });
});
