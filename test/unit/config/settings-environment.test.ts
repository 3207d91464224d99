import { expect } from 'chai';
import { settingEntries } from '../../../src/config/catalogue.ts';
import { formatProblem } from '../../../src/config/settings-error.ts';
import { readEnvironment } from '../../../src/config/settings-environment.ts';

function read(
  env: Record<string, string>,
  files: Record<string, string | Uint8Array> = {},
  platform: NodeJS.Platform = 'linux',
) {
  const readFile = (path: string) => {
    const content = files[path];
    if (content === undefined) {
      throw Object.assign(new Error('no'), { code: 'EACCES' });
    }
    return typeof content === 'string' ? Buffer.from(content) : content;
  };
  const { values, problems } = readEnvironment({ env, cwd: '/srv', readFile, platform }, settingEntries());
  return {
    values: values.map(({ entry, mandator, value }) => [entry.name, mandator, value]),
    problems: problems.map(formatProblem),
  };
}

describe('readEnvironment', () => {
  it('takes an empty variable as not set', () => {
    expect(read({ SYNC_STORE: '', SYNC_UNKNOWN: '' })).to.deep.equal({ values: [], problems: [] });
  });

  it('leaves variables of others alone, addresses of Kubernetes services among them', () => {
    const links = {
      PATH: '/bin',
      store: 'x',
      SYNC_TEST_MSSQL: 'Server=a',
      SYNC_NOTIFICATION_SERVICE_HOST: '10.0.0.1',
      SYNC_NOTIFICATION_SERVICE_PORT: '80',
      SYNC_NOTIFICATION_SERVICE_PORT_HTTP: '80',
      SYNC_NOTIFICATION_PORT: 'tcp://10.0.0.1:80',
      SYNC_NOTIFICATION_PORT_80_TCP: 'tcp://10.0.0.1:80',
      SYNC_NOTIFICATION_PORT_80_TCP_ADDR: '10.0.0.1',
    };
    expect(read(links)).to.deep.equal({ values: [], problems: [] });
  });

  for (const [variable, remedy] of [
    ['SYNC_MAX_BODY_BYTE', 'Did you mean SYNC_MAX_BODY_BYTES?'],
    ['SYNC_SQL_PASWORD', 'Did you mean SYNC_SQL_PASSWORD?'],
    ['SYNC_SQL_PASWORD_PROD', 'Did you mean SYNC_SQL_PASSWORD_PROD?'],
    ['SYNC_CONECTION_STRING_PROD', 'Did you mean SYNC_CONNECTION_STRING_PROD?'],
    ['SYNC_PORT', 'Did you mean PORT?'],
    ['SYNC_XYZZY_PLUGH_FROBNICATE', 'Unset it; docs/settings.md lists every variable.'],
  ] as const) {
    it(`refuses ${variable}: ${remedy}`, () => {
      const problem = `${variable}: no setting has this environment variable. ${remedy}`;
      expect(read({ [variable]: 'hush' }).problems).to.deep.equal([problem]);
    });
  }

  it('knows no case on Windows', () => {
    expect(read({ Sync_Store: 'mssql' }, {}, 'win32').values).to.deep.equal([['store', null, 'mssql']]);
    expect(read({ Sync_Store: 'mssql' }).values).to.deep.equal([]);
  });

  it('reads secrets from files, without their last line break', () => {
    const utf16 = Buffer.from('\ufeffpässwort\r\n', 'utf16le');
    const files = { '/srv/a': 'se\ncret\n', '/b': utf16, '/srv/c': 'Server=a\r\n' };
    const env = {
      SYNC_SQL_PASSWORD_FILE: 'a',
      SYNC_SQL_PASSWORD_PROD_FILE: '/b',
      SYNC_CONNECTION_STRING_PROD_FILE: 'c',
    };
    expect(read(env, files).values).to.deep.equal([
      ['sqlPassword', '*', 'se\ncret'],
      ['sqlPassword', 'PROD', 'pässwort'],
      ['connectionStrings', 'PROD', 'Server=a'],
    ]);
  });

  it('refuses a secret file that is missing or empty, and a secret that is given twice', () => {
    const env = {
      SYNC_SQL_USER_FILE: '/none',
      SYNC_SQL_DOMAIN_FILE: '/empty',
      SYNC_SQL_PASSWORD: 'hush',
      SYNC_SQL_PASSWORD_FILE: '/empty',
    };
    expect(read(env, { '/empty': '\n' }).problems).to.deep.equal([
      'sqlUser (SYNC_SQL_USER_FILE): /none cannot be read (EACCES). Name a file that the service may read.',
      'sqlDomain (SYNC_SQL_DOMAIN_FILE): /empty is empty. Put the value into it.',
      'sqlPassword (SYNC_SQL_PASSWORD): given twice: SYNC_SQL_PASSWORD and SYNC_SQL_PASSWORD_FILE. ' +
        'Unset one of them.',
    ]);
  });

  it('does not take a file for what is no secret', () => {
    expect(read({ SYNC_STORE_FILE: '/x' }).problems.join()).to.contain('SYNC_STORE_FILE: no setting');
  });
});
