import { join } from 'node:path';
import { expect } from 'chai';
import { loadSettings } from '../../../src/config/settings.ts';

const STRINGS = `<connectionStrings>
  <add name="PROD" connectionString="Server=a;Integrated Security=SSPI"/>
  <add name="Test" connectionString="Server=b;UID=u;PWD=p"/>
</connectionStrings>`;
const APP_SETTINGS = `<RoomsAppSettings>
  <add key="DefaultMandator" value="test"/>
  <add key="ExchangeServiceUrl" value="https://example.com/webservices/syncnotification.svc"/>
  <add key="ExchangePushNotificationEndpointUrl" value="https://example.com/api/webhooks/exchange"/>
</RoomsAppSettings>`;

function load(
  env: Record<string, string>,
  files: Record<string, string>,
  platform: NodeJS.Platform = 'linux',
) {
  const readFile = (path: string) => {
    const content = files[path];
    if (content === undefined) {
      throw Object.assign(new Error('no'), { code: 'ENOENT' });
    }
    return Buffer.from(content);
  };
  return loadSettings({ env, cwd: '/srv', readFile, platform });
}

const files = { '/rooms/ConnectionStrings.config': STRINGS, '/rooms/RoomsAppSettings.config': APP_SETTINGS };
const login = { SYNC_SQL_USER: 'CORP\\svc', SYNC_SQL_PASSWORD: 'p' };

describe("loadSettings with ROOMS's own configuration", () => {
  it('needs nothing typed twice', () => {
    const settings = load({ ROOMS_CONFIG_DIR: '/rooms', ...login }, files);
    expect(settings.mandators).to.deep.equal(['PROD', 'Test']);
    expect(settings).to.include({ defaultMandator: 'Test', store: 'mssql' });
    expect(settings.paths).to.deep.equal(['/Webservices/SyncNotification.svc', '/api/webhooks/exchange']);
    expect(settings.origin['connectionStrings.PROD']).to.deep.equal({
      source: 'rooms',
      name: '/rooms/ConnectionStrings.config',
    });
  });

  it('is weaker than file and environment', () => {
    const env = {
      ROOMS_CONFIG_DIR: '/rooms',
      SYNC_CONFIG: 's.json',
      SYNC_CONNECTION_STRING_TEST: 'Server=c;UID=u;PWD=p',
      SYNC_MANDATORS: 'test',
    };
    const settings = load(env, { ...files, '/srv/s.json': '{ "paths": ["/other.svc"] }' });
    expect(settings.connectionStrings['test']).to.equal('Server=c;UID=u;PWD=p');
    expect(settings.paths).to.deep.equal(['/other.svc']);
    expect(settings.mandators).to.deep.equal(['test']);
    expect(settings.defaultMandator).to.equal('test');
  });

  it('is found where ROOMS is installed on Windows', () => {
    const dir = 'C:\\Program Files (x86)\\Garaio\\ROOMS\\Configuration';
    const installed = { [join(dir, 'ConnectionStrings.config')]: STRINGS };
    expect(load(login, installed, 'win32').mandators).to.deep.equal(['PROD', 'Test']);
    expect(load({}, {}, 'win32').mandators).to.deep.equal(['Default']);
    expect(load(login, installed, 'linux').mandators).to.deep.equal(['Default']);
  });

  it('reports its problems together with all others', () => {
    const broken = { ...files, '/rooms/RoomsAppSettings.config': APP_SETTINGS.replace('"test"', '"nobody"') };
    const env = { ROOMS_CONFIG_DIR: '/rooms', SYNC_LOG_LEVEL: 'loud' };
    expect(() => load(env, broken))
      .to.throw('3 problems')
      .with.property('message')
      .that.contains('found "nobody" in /rooms/RoomsAppSettings.config, which is not a mandator')
      .and.contains('mandator "PROD": it asks for integrated security')
      .and.contains('logLevel (SYNC_LOG_LEVEL): found "loud"');
    expect(() => load({ ROOMS_CONFIG_DIR: '/none' }, {})).to.throw(
      'roomsConfigDir (ROOMS_CONFIG_DIR): /none/ConnectionStrings.config: cannot be read (ENOENT)',
    );
  });
});
