import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { adminSettings } from '../../../../src/config/admin-settings.ts';
import { settingEntries } from '../../../../src/config/catalogue.ts';
import { knownRoomsConfigDirs } from '../../../../src/config/rooms-config.ts';
import { EVENT_SOURCE } from '../../../../src/log/event-log.ts';
import { readScripts } from '../../../support/powershell/parse.ts';

const settings = settingEntries();
const root = join(import.meta.dirname, '../../../..');
const scripts = readScripts(/\.ps1$/);
const everything = scripts.map(({ text }) => text).join('\n');

describe('the names in the PowerShell scripts', () => {
  it('of files are those of the release', () => {
    const parts = /\$script:ReleaseParts = @\(([^)]*)\)/.exec(everything)?.[1] ?? '';
    const names = [...parts.matchAll(/'([^']+)'/g)].map(([, name]) => name ?? '');
    expect(names).to.include('dist').and.to.include('node_modules').and.to.include('web.config');
    expect(names.filter((name) => name !== 'dist' && !existsSync(join(root, name)))).to.deep.equal([]);

    const deploy = [...everything.matchAll(/'((?:deploy\\)?(?:iis|windows-service)\\[\w\\.-]+\.\w+)'/g)].map(
      ([, path]) => (path ?? '').replace(/^deploy\\/, '').replaceAll('\\', '/'),
    );
    expect(deploy).to.have.length.greaterThan(3);
    expect(deploy.filter((path) => !existsSync(join(root, 'deploy', path)))).to.deep.equal([]);
  });

  it('of parts are files that are there, and every part is loaded by a script', () => {
    for (const script of ['deploy/iis/install.ps1', 'deploy/windows-service/install-service.ps1']) {
      const { text = '' } = scripts.find(({ path }) => path === script) ?? {};
      const parts = [...(/foreach \(\$part in @\(([^)]*)\)/.exec(text)?.[1] ?? '').matchAll(/'([\w-]+)'/g)];
      expect(parts).to.not.be.empty;
      for (const [, part] of parts) {
        expect(existsSync(join(root, `deploy/iis/install/${part ?? ''}.ps1`)), part).to.equal(true);
      }
    }
    for (const { path } of scripts.filter((one) => /install\/[\w-]+\.ps1$/.test(one.path))) {
      expect(everything).to.include(`'${/([\w-]+)\.ps1$/.exec(path)?.[1] ?? ''}'`);
    }
  });

  it('of settings are in the schema', () => {
    const inFile = [
      ...everything.matchAll(/\$values\['(\w+)'\]/g),
      ...[...everything.matchAll(/\$values = @\{([^}]*)\}/g)].flatMap(([, body = '']) => [
        ...body.matchAll(/(?:^|;)\s*(\w+) =/g),
      ]),
    ].map(([, name]) => name ?? '');
    expect(inFile).to.include.members([
      'dataDir',
      'logDir',
      'roomsConfigDir',
      'adminPort',
      'paths',
      'host',
      'port',
    ]);
    expect(inFile.filter((name) => !settings.some((setting) => setting.name === name))).to.deep.equal([]);
  });

  it('of variables are those of settings', () => {
    const variables = [...everything.matchAll(/\b(SYNC_[A-Z_]+|ROOMS_[A-Z_]+)\b/g)].map(
      ([, name]) => name ?? '',
    );
    expect(new Set(variables)).to.include.keys(
      'SYNC_CONFIG',
      'SYNC_SQL_PASSWORD_FILE',
      'SYNC_ADMIN_TOKEN_FILE',
    );
    expect(variables.filter((name) => !isVariable(name))).to.deep.equal([]);
  });

  it('of folders, port and source are those of the service', () => {
    for (const folder of knownRoomsConfigDirs('win32', {})) {
      expect(everything).to.include(`'${folder.replace(/^C:\\Program Files(?: \(x86\))?\\/, '')}'`);
    }
    expect(everything).to.include(`$script:EventSource = '${EVENT_SOURCE}'`);
    expect(everything).to.include(
      `$script:DefaultAdminPort = ${String(adminSettings.adminPort.parse(undefined))}`,
    );
  });
});

/** Whether a variable gives a setting: its value, or for a secret the file with it. */
function isVariable(name: string): boolean {
  return settings.some(
    ({ env, info }) =>
      env.includes(name) || (info.secret === true && env.some((one) => name === `${one}_FILE`)),
  );
}
