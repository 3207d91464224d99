import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadSettings } from '../../../src/config/settings.ts';
import { runToEnd } from '../../support/container/stage-root.ts';
import { readProjectFile } from '../../support/deploy-files.ts';
import { findProgram } from '../../support/proxy-process.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const unit = readProjectFile('deploy/systemd/sync-notification.service');
const valuesOf = (name: string): string[] =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value ?? '');

/** What systemd makes of an EnvironmentFile, as far as ours goes: one assignment a line, perhaps in quotes. */
function readEnvironmentFile(text: string): Record<string, string> {
  const lines = [...text.matchAll(/^(\w+)=(.*)$/gm)];
  return Object.fromEntries(
    lines.map(([, name, value]) => [name ?? '', (value ?? '').replace(/^"(.*)"$/, '$1')]),
  );
}

describe('the systemd unit', () => {
  const folder = useTempFolder();
  const analyze = findProgram('systemd-analyze');

  it('keeps data where the service looks for it, and waits for a stop longer than it takes', () => {
    const environment = new Map(
      valuesOf('Environment').map((text) => text.split('=', 2) as [string, string]),
    );
    expect(environment.get('SYNC_DATA_DIR')).to.equal(`/var/lib/${valuesOf('StateDirectory')[0]}`);
    const settings = loadSettings({ env: {}, cwd: '/' });
    expect(Number(valuesOf('TimeoutStopSec')[0]) * 1000).to.be.greaterThan(settings.shutdownTimeoutMs);
    expect(Number(valuesOf('LimitNOFILE')[0])).to.be.greaterThan(settings.maxConnections * 2);
    expect(valuesOf('Restart')).to.deep.equal(['always']);
  });

  it('comes with an environment that loads, with and without its examples', () => {
    const text = readProjectFile('deploy/systemd/environment.example');
    expect(loadSettings({ env: readEnvironmentFile(text), cwd: '/' }).port).to.equal(8080);
    const { SYNC_MAPPING, ...all } = readEnvironmentFile(text.replaceAll(/^#(?=\w+=)/gm, ''));
    expect(SYNC_MAPPING).to.be.a('string');
    const settings = loadSettings({ env: { ...all, SYNC_SQL_PASSWORD: 'x' }, cwd: '/' });
    expect(settings).to.deep.include({ host: '127.0.0.1', mandators: ['PROD'], trustProxy: ['10.0.0.5'] });
  });

  it('is understood by systemd, every line of it', async function () {
    if (analyze === null) {
      this.skip();
    }
    const file = join(folder.path, 'sync-notification.service');
    const here = join(import.meta.dirname, '../../..');
    await writeFile(
      file,
      unit
        .replace('/usr/bin/node /opt', `${process.execPath} /opt`)
        .replaceAll('/opt/sync-notification/README.md', join(here, 'README.md')),
    );
    expect(await runToEnd([analyze, 'verify', '--man=no', file])).to.equal('');
  });

  it('leaves the service little to do harm with', async function () {
    if (analyze === null) {
      this.skip();
    }
    const file = join(folder.path, 'sync-notification.service');
    await writeFile(file, unit);
    const report = execFileSync(analyze, ['security', '--offline=true', '--no-pager', file], {
      encoding: 'utf8',
    });
    const [, exposure] = /Overall exposure level for .*: ([\d.]+)/.exec(report) ?? [];
    expect(Number(exposure)).to.be.at.most(1.5);
  });
});
