import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadSettings, type Settings } from '../../../src/config/settings.ts';
import {
  addressOfRooms,
  addressOfService,
  addressOfSettings,
  givenAddress,
  urlFor,
  type Address,
  type AddressProblem,
} from '../../../src/selftest/address.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const PATH = '/Webservices/SyncNotification.svc';

const settingsOf = (env: Readonly<Record<string, string>> = {}): Settings =>
  loadSettings({ env, cwd: '/nowhere' });

const shown = (address: Address | AddressProblem): string =>
  'code' in address
    ? address.code
    : `${address.from} ${address.socketPath ?? urlFor(address, 'Kunde 1').href}`;

describe('the address of a self-test', () => {
  const folder = useTempFolder();

  it('is where the settings say that the service listens', () => {
    const of = (env: Readonly<Record<string, string>>): string => shown(addressOfSettings(settingsOf(env)));
    expect(of({})).to.equal(`default http://localhost:8080${PATH}?Kunde%201`);
    expect(of({ PORT: '81', HOST: '0.0.0.0' })).to.equal(`settings http://127.0.0.1:81${PATH}?Kunde%201`);
    expect(of({ PORT: '81', HOST: '::' })).to.equal(`settings http://[::1]:81${PATH}?Kunde%201`);
    expect(of({ PORT: '81', HOST: 'host.example', SYNC_PATHS: '/api/x,/y' })).to.equal(
      'settings http://host.example:81/api/x?Kunde%201',
    );
    expect(of({ HTTP_PLATFORM_PORT: '82' })).to.equal(`settings http://127.0.0.1:82${PATH}?Kunde%201`);
    expect(of({ PORT: String.raw`\\.\pipe\abc` })).to.equal(String.raw`settings \\.\pipe\abc`);
    expect(of({ PORT: '443', SYNC_TLS_PFX: 'a.pfx' })).to.equal(
      `settings https://localhost${PATH}?Kunde%201`,
    );
    expect(of({ PORT: '0' })).to.equal('port_unknown');
  });

  it('is where a running service listens', () => {
    const of = (address: string): string => shown(addressOfService(address, settingsOf()));
    expect(of('http://[::]:8080')).to.equal(`running http://[::1]:8080${PATH}?Kunde%201`);
    expect(of('https://10.0.0.1:8443')).to.equal(`running https://10.0.0.1:8443${PATH}?Kunde%201`);
    expect(of('/run/sync.sock')).to.equal('running /run/sync.sock');
    expect(of('http://[fe80::1%eth0]:8080')).to.equal(`running http://[fe80::1]:8080${PATH}?Kunde%201`);
  });

  it('is one that was given, with the mandator in place of its query', () => {
    const given = givenAddress(new URL('https://public.example.com/a/SyncNotification.svc?x'));
    expect(shown(given)).to.equal('given https://public.example.com/a/SyncNotification.svc?Kunde%201');
  });

  it('is the one that ROOMS tells Exchange, of a newer release the newer one', async () => {
    const rooms = async (...entries: readonly string[]): Promise<string> => {
      await writeFile(
        join(folder.path, 'ConnectionStrings.config'),
        '<connectionStrings><add name="PROD" connectionString="Data Source=s;User ID=u;Password=p" /></connectionStrings>',
      );
      const adds = entries.map((entry) => `<add ${entry} />`).join('');
      await writeFile(
        join(folder.path, 'RoomsAppSettings.config'),
        `<RoomsAppSettings>${adds}</RoomsAppSettings>`,
      );
      return shown(addressOfRooms(settingsOf({ ROOMS_CONFIG_DIR: folder.path })));
    };
    const older = 'key="ExchangeServiceUrl" value="https://old.example.com/Webservices/SyncNotification.svc"';
    const newer =
      'key="ExchangePushNotificationEndpointUrl" value="https://new.example.com/api/webhooks/exchange"';
    expect(await rooms(older)).to.equal(`rooms https://old.example.com${PATH}?Kunde%201`);
    expect(await rooms(newer, older)).to.equal(
      'rooms https://new.example.com/api/webhooks/exchange?Kunde%201',
    );
    expect(await rooms()).to.equal('no_rooms_url');
    expect(shown(addressOfRooms(settingsOf()))).to.equal('no_rooms_config');
  });
});
