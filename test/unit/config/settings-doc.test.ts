import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsReference } from '../../../scripts/settings-reference.ts';
import { settingsSample, uncommentSample } from '../../../scripts/settings-sample.ts';
import { settingEntries } from '../../../src/config/catalogue.ts';
import { GERMAN_SETTINGS } from '../../../src/config/german/setting-texts.ts';
import { loadSettings } from '../../../src/config/settings.ts';
import { settingOptions } from '../../../src/config/settings-options.ts';
import { LANGUAGES } from '../../../src/language.ts';

const root = join(import.meta.dirname, '../../..');

function committed(path: string): string {
  return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
}

function loadFile(content: string) {
  const rooms = '<configuration><connectionStrings/><RoomsAppSettings/></configuration>';
  const readFile = (path: string) => Buffer.from(path.endsWith('.config') ? rooms : content);
  return loadSettings({ env: { SYNC_CONFIG: 's.jsonc' }, cwd: '/srv', readFile, platform: 'linux' });
}

describe('what is generated from the settings', () => {
  it('is up to date: otherwise run npm run docs:settings', () => {
    expect(committed('docs/settings.md')).to.equal(settingsReference('en'));
    expect(committed('docs/settings.de.md')).to.equal(settingsReference('de'));
    expect(committed('deploy/sync-notification.sample.jsonc')).to.equal(settingsSample());
  });

  it('has a sample file that loads as it is and changes nothing', () => {
    const settings = loadFile(settingsSample());
    const { origin, ...defaults } = loadSettings({ env: {}, cwd: '/srv' });
    expect(settings).to.deep.include({ ...defaults, config: '/srv/s.jsonc' });
    expect(settings.origin).to.deep.include(origin);
  });

  it('has a sample file that loads with every setting in force, but for one of two that are for the same', () => {
    const named = settingEntries().filter(({ name, info }) => info.notInFile !== true && name !== 'tlsPfx');
    const { origin } = loadFile(uncommentSample(settingsSample()).replace(/^ *"tlsPfx".*\n/m, ''));
    const fromFile = Object.entries(origin).filter(([, { source }]) => source === 'file');
    expect(new Set(fromFile.map(([key]) => key.replace(/\..*/, '')))).to.deep.equal(
      new Set(named.map((entry) => entry.name)),
    );
  });

  it('has a sample and a reference that name every setting', () => {
    for (const { name, env } of settingEntries()) {
      for (const language of LANGUAGES) {
        expect(settingsReference(language)).to.contain(`### ${name}\n`).and.contain(`\`${env[0]}`);
      }
    }
  });

  it('has a German reference that says in German what holds where a setting has no default, and only there', () => {
    for (const { name, info } of settingEntries()) {
      const isNeeded = info.unset !== undefined;
      expect(GERMAN_SETTINGS[name].unset !== undefined, name).to.equal(isNeeded);
    }
    expect(settingsReference('de')).to.not.match(/: (a|an|the|one) |ß/);
  });

  it('offers every setting but secrets and those by mandator as an option', () => {
    const flags = settingOptions().map((option) => option.flags);
    expect(flags).to.include.members([
      '--port <port|path>',
      '--max-body-bytes <size>',
      '--metadata <on|off>',
    ]);
    expect(flags.join()).to.not.match(/password|connection-string/);
    for (const { description } of settingOptions()) {
      expect(description).to.match(/\(.*[A-Z]{4,}.*default: .+\)$/);
    }
  });
});
