import { expect } from 'chai';
import { loadSettings } from '../../../src/config/settings.ts';
import type { SettingSources } from '../../../src/config/settings.ts';
import { SettingsError } from '../../../src/config/settings-error.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

function load(env: Record<string, string>, files: Files = {}, more: Partial<SettingSources> = {}) {
  return loadSettings({
    env,
    cwd: '/srv',
    readFile: (path) => readFrom(files, path),
    platform: 'linux',
    ...more,
  });
}

function readFrom(files: Files, path: string): Uint8Array {
  const content = files[path];
  if (content === undefined) {
    throw Object.assign(new Error(`ENOENT: no such file ${path}`), { code: 'ENOENT' });
  }
  return typeof content === 'string' ? Buffer.from(content) : content;
}

function refusal(...given: Parameters<typeof load>): string {
  try {
    load(...given);
  } catch (error) {
    expect(error).to.be.instanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  return expect.fail('the settings were accepted');
}

describe('loadSettings', () => {
  it('has a default for everything', () => {
    const settings = load({});
    expect(settings).to.include({
      port: 8080,
      maxBodyBytes: 4 * 1024 * 1024,
      keepAliveTimeoutMs: 75_000,
      metadata: false,
      defaultMandator: 'Default',
      store: 'sqlite',
      dataDir: '/srv/data',
      logLevel: 'info',
      shutdownTimeoutMs: 10_000,
    });
    expect(settings.paths).to.deep.equal(['/Webservices/SyncNotification.svc']);
    expect(settings.mandators).to.deep.equal(['Default']);
    expect(settings.host).to.equal(undefined);
    expect(settings.origin).to.deep.include({ port: { source: 'default', name: '' } });
    expect(settings.origin).to.not.have.any.keys('host', 'sqlUser');
  });

  it('lets the command line win over the environment, that over the file, and that over the default', () => {
    const files = { '/srv/s.json': '{ "maxDepth": 20, "maxNodes": 2000, "logLevel": "debug" }' };
    const env = { SYNC_CONFIG: 's.json', SYNC_MAX_NODES: '3000', SYNC_LOG_LEVEL: 'warn' };
    const settings = load(env, files, { flags: { logLevel: 'error' } });
    expect(settings).to.include({ maxDepth: 20, maxNodes: 3000, logLevel: 'error', logFormat: 'json' });
    expect(settings.origin).to.deep.include({
      maxDepth: { source: 'file', name: '/srv/s.json line 1' },
      maxNodes: { source: 'environment', name: 'SYNC_MAX_NODES' },
      logLevel: { source: 'flag', name: '--log-level' },
    });
    expect(settings.origin['logFormat']?.source).to.equal('default');
  });

  it('takes the settings file from the command line too', () => {
    const settings = load(
      { SYNC_CONFIG: 'a.json' },
      { '/srv/b.json': '{"maxDepth":99}' },
      { flags: { config: 'b.json' } },
    );
    expect(settings).to.include({ config: '/srv/b.json', maxDepth: 99 });
  });

  it('hands out what nobody can change', () => {
    const settings = load({ SYNC_CONNECTION_STRING_PROD: 'Server=a;UID=u;PWD=p' });
    expect(settings).to.be.frozen;
    expect(settings.paths).to.be.frozen;
    expect(settings.mandators).to.be.frozen;
    expect(settings.connectionStrings).to.be.frozen;
    expect(settings.origin).to.be.frozen;
  });

  it('starts relative paths at the working folder, and those of the file at its folder', () => {
    const files = { '/etc/sync/s.json': '{ "mapping": "mapping.json" }' };
    const settings = load({ SYNC_CONFIG: '/etc/sync/s.json', SYNC_DATA_DIR: 'rows' }, files);
    expect(settings).to.include({ mapping: '/etc/sync/mapping.json', dataDir: '/srv/rows' });
  });

  for (const [env, port, host] of [
    [{ PORT: '8443' }, 8443, undefined],
    [{ PORT: '8443', HTTP_PLATFORM_PORT: '9000' }, 8443, undefined],
    [{ HTTP_PLATFORM_PORT: '9000' }, 9000, '127.0.0.1'],
    [{ HTTP_PLATFORM_PORT: '9000', HOST: '10.0.0.1' }, 9000, '10.0.0.1'],
    [{ PORT: '\\\\.\\pipe\\8f0a-11' }, '\\\\.\\pipe\\8f0a-11', undefined],
    [{ PORT: '/run/sync.sock' }, '/run/sync.sock', undefined],
    [{ PORT: '' }, 8080, undefined],
  ] as const) {
    it(`listens at ${String(port)}, ${host ?? 'all interfaces'}, for ${JSON.stringify(env)}`, () => {
      const settings = load(env);
      expect(settings.port).to.equal(port);
      expect(settings.host).to.equal(host);
    });
  }

  for (const [variable, value, setting, expected] of [
    ['SYNC_MAX_BODY_BYTES', '512kB', 'maxBodyBytes', 512_000],
    ['SYNC_MAX_BODY_BYTES', '1.5 MiB', 'maxBodyBytes', 1_572_864],
    ['SYNC_MAX_BODY_BYTES', '70000', 'maxBodyBytes', 70_000],
    ['SYNC_KEEP_ALIVE_TIMEOUT_MS', '2m', 'keepAliveTimeoutMs', 120_000],
    ['SYNC_KEEP_ALIVE_TIMEOUT_MS', '1500', 'keepAliveTimeoutMs', 1500],
    ['SYNC_WRITE_TIMEOUT_MS', '2500ms', 'writeTimeoutMs', 2500],
    ['SYNC_METADATA', 'ON', 'metadata', true],
    ['SYNC_LOG_LEVEL', 'Debug', 'logLevel', 'debug'],
    ['SYNC_SQL_TLS_MIN_VERSION', 'tlsv1', 'sqlTlsMinVersion', 'TLSv1'],
  ] as const) {
    it(`reads ${variable}=${value} as ${expected}`, () => {
      expect(load({ [variable]: value })[setting]).to.equal(expected);
    });
  }

  it('cuts lists at commas', () => {
    expect(load({ SYNC_PATHS: '/a.svc, /b.svc' }).paths).to.deep.equal(['/a.svc', '/b.svc']);
  });

  for (const [variable, value] of [
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['SYNC_MAX_BODY_BYTES', '4 elephants'],
    ['SYNC_MAX_BODY_BYTES', '1TiB'],
    ['SYNC_KEEP_ALIVE_TIMEOUT_MS', '75 parsecs'],
    ['SYNC_KEEP_ALIVE_TIMEOUT_MS', '-1'],
    ['SYNC_KEEP_ALIVE_TIMEOUT_MS', '25h'],
    ['SYNC_METADATA', 'maybe'],
    ['SYNC_LOG_LEVEL', 'loud'],
    ['SYNC_PATHS', 'no/slash'],
    ['SYNC_PATHS', '/a,,/b'],
    ['SYNC_MANDATORS', 'a?b'],
    ['SYNC_MAX_DEPTH', '1e3'],
    ['HOST', 'a\nb'],
  ] as const) {
    it(`refuses ${variable}=${JSON.stringify(value)}, and says what was found and what is allowed`, () => {
      const message = refusal({ [variable]: value });
      expect(message)
        .to.contain(variable)
        .and.match(/Allowed: .{8}/);
      expect(message).to.contain(variable === 'SYNC_PATHS' ? 'SYNC_PATHS' : JSON.stringify(value));
      expect(message).to.contain('1 problem');
    });
  }

  it('reports every problem at once, each on a line with both names and a remedy', () => {
    const message = refusal(
      { SYNC_CONFIG: 's.json', PORT: 'x', SYNC_STROE: 'mssql', SYNC_HEADERS_TIMEOUT_MS: '2m' },
      { '/srv/s.json': '{\n  "maxBodySize": 1,\n  "logLevel": 7,\n  "defaultMandator": "nobody"\n}' },
    );
    expect(message.split('\n')).to.deep.equal([
      'The settings have 6 problems:',
      '- maxBodySize: no setting has this name (/srv/s.json line 2). Did you mean maxBodyBytes?',
      '- SYNC_STROE: no setting has this environment variable. Did you mean SYNC_STORE?',
      '- port (PORT): found "x" in PORT. Allowed: a TCP port from 0 to 65535, or the path of a named pipe or socket. ' +
        'Correct it, or remove it for the default 8080.',
      '- logLevel (SYNC_LOG_LEVEL): found 7 in /srv/s.json line 3. Allowed: one of error, warn, info, debug. ' +
        'Correct it, or remove it for the default "info".',
      '- defaultMandator (SYNC_DEFAULT_MANDATOR): found "nobody" in /srv/s.json line 4, which is not a mandator. ' +
        'Allowed: one of Default. Correct it, or add the mandator.',
      '- headersTimeoutMs (SYNC_HEADERS_TIMEOUT_MS): found 120000 ms, which is longer than requestTimeoutMs ' +
        '(60000 ms). Lower it, or raise requestTimeoutMs.',
    ]);
  });
});

describe('loadSettings, mandators', () => {
  it('takes the mandators and the store from the connection strings', () => {
    const settings = load({
      SYNC_CONNECTION_STRING_PROD: 'Server=a;UID=u;PWD=p',
      SYNC_CONNECTION_STRING_TEST: 'Server=b;UID=u;PWD=p',
    });
    expect(settings.mandators).to.deep.equal(['PROD', 'TEST']);
    expect(settings).to.include({ defaultMandator: 'PROD', store: 'mssql' });
  });

  it('spells a mandator as the list or the file does, since a variable cannot', () => {
    const files = { '/srv/s.json': '{ "connectionStrings": { "Haus-1": "Server=a;UID=u;PWD=p" } }' };
    const env = {
      SYNC_CONFIG: 's.json',
      SYNC_CONNECTION_STRING_HAUS_1: 'Server=b;UID=u;PWD=p',
      SYNC_SQL_USER_HAUS_1: 'u',
      SYNC_SQL_PASSWORD_HAUS_1: 'p',
      SYNC_MANDATORS: 'Haus-1',
      SYNC_DEFAULT_MANDATOR: 'haus-1',
    };
    const settings = load(env, files);
    expect(settings.connectionStrings).to.deep.equal({ 'Haus-1': 'Server=b;UID=u;PWD=p' });
    expect(settings.sqlUser).to.deep.equal({ 'Haus-1': 'u' });
    expect(settings.defaultMandator).to.equal('Haus-1');
    expect(settings.origin['connectionStrings.Haus-1']?.name).to.equal('SYNC_CONNECTION_STRING_HAUS_1');
  });

  it('takes a user for all mandators beside those of single ones, from file and environment', () => {
    const files = { '/srv/s.json': '{ "sqlUser": { "*": "all", "TEST": "one" } }' };
    const env = { SYNC_CONFIG: 's.json', SYNC_SQL_USER: 'other', SYNC_MANDATORS: 'PROD,TEST' };
    expect(load(env, files).sqlUser).to.deep.equal({ '*': 'other', TEST: 'one' });
    expect(load(env, { '/srv/s.json': '{ "sqlUser": "all" }' }).sqlUser).to.deep.equal({ '*': 'other' });
  });

  it('refuses mandators that differ in case only', () => {
    expect(refusal({ SYNC_MANDATORS: 'Prod,PROD' })).to.contain('"PROD" stands in the list twice');
  });

  it('refuses a mandator without a database where rows go to SQL Server', () => {
    const message = refusal({
      SYNC_MANDATORS: 'PROD,Test-1',
      SYNC_CONNECTION_STRING_PROD: 'Server=a;UID=u;PWD=p',
    });
    expect(message).to.contain('connectionStrings.Test-1 (SYNC_CONNECTION_STRING_TEST_1): missing');
    expect(message).to.contain('1 problem');
  });

  it('refuses databases that cannot be connected to before anything starts, all at once', () => {
    const message = refusal({
      SYNC_CONNECTION_STRING_PROD: 'Server=a;Integrated Security=SSPI',
      SYNC_CONNECTION_STRING_TEST: 'Server=np:b;UID=u;PWD=hush',
    });
    expect(message).to.contain('2 problems').and.contain('mandator "PROD": it asks for integrated security');
    expect(message).to.contain('mandator "TEST": its data source').and.not.contain('hush');
  });

  it('leaves connection strings alone where rows go to SQLite', () => {
    const env = { SYNC_CONNECTION_STRING_PROD: 'Server=a;Integrated Security=SSPI', SYNC_STORE: 'sqlite' };
    expect(load(env).mandators).to.deep.equal(['PROD']);
  });

  it('refuses a password for a mandator that does not exist', () => {
    const message = refusal({ SYNC_MANDATORS: 'PROD,TEST', SYNC_SQL_PASSWORD_PORD: 'secret' });
    expect(message)
      .to.contain('sqlPassword.PORD: there is no mandator "PORD"')
      .and.contain('Did you mean PROD?');
    expect(message).to.not.contain('secret');
  });

  it('refuses one connection string for all mandators, without showing it', () => {
    const env = { SYNC_CONFIG: 's.json' };
    const message = refusal(env, { '/srv/s.json': '{ "connectionStrings": "Server=a;Password=hush" }' });
    expect(message).to.contain('one ADO.NET connection string a mandator').and.not.contain('hush');
    expect(refusal({ SYNC_CONNECTION_STRING: 'Server=a;UID=u;PWD=p' })).to.contain(
      'SYNC_CONNECTION_STRING: no setting',
    );
  });
});
