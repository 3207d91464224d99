import { parseEnv } from 'node:util';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { expect } from 'chai';
import { adaptService, environmentFile } from '../../../deploy/windows-service/adapt-service.ts';
import { loadSettings } from '../../../src/config/settings.ts';
import { readProjectFile } from '../../support/deploy-files.ts';

const template = readProjectFile('deploy/windows-service/sync-notification.xml');

/** Elements that WinSW 2 reads, of those that a service of ours may need (doc/xmlConfigFile.md of WinSW). */
const KNOWN = [
  'id',
  'name',
  'description',
  'executable',
  'argument',
  'workingdirectory',
  'startmode',
  'stoptimeout',
]
  .concat('onfailure', 'resetfailure', 'logpath', 'log', 'sizeThreshold', 'keepFiles', 'env', 'service')
  .concat('delayedAutoStart', 'depend', 'priority');

function read(text: string): (name: string) => Element[] {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  return (name) => [...document.getElementsByTagName(name)];
}

function textOf(name: string, text: string): (string | null)[] {
  return read(text)(name).map((element) => element.textContent);
}

describe('the file of the Windows service', () => {
  it('has elements that WinSW knows, each that may stand once only once', () => {
    const names = read(template)('*').map(({ nodeName }) => nodeName);
    expect(names.filter((name) => !KNOWN.includes(name))).to.deep.equal([]);
    const repeatable = ['argument', 'onfailure', 'env', 'depend'];
    const once = names.filter((name) => !repeatable.includes(name));
    expect(new Set(once).size).to.equal(once.length);
    expect(names).to.include.members(['id', 'name', 'description', 'executable']);
  });

  it('starts again after a failure, in units that WinSW knows', () => {
    const failures = read(template)('onfailure');
    expect(failures.map((one) => one.getAttribute('action'))).to.deep.equal([
      'restart',
      'restart',
      'restart',
    ]);
    for (const time of [
      ...failures.map((one) => one.getAttribute('delay')),
      ...textOf('resetfailure', template),
    ]) {
      expect(time).to.match(/^\d+ (?:sec|min|hour|day)s?$/);
    }
  });

  it('gives a stop longer than the service takes', () => {
    const { shutdownTimeoutMs } = loadSettings({ env: {}, flags: {}, cwd: '/' });
    const seconds = Number(/^(\d+) sec$/.exec(textOf('stoptimeout', template)[0] ?? '')?.[1]);
    expect(seconds * 1000).to.be.greaterThan(shutdownTimeoutMs * 2);
  });

  it('logs in a way that WinSW has, with an end', () => {
    expect(read(template)('log')[0]?.getAttribute('mode')).to.equal('roll-by-size');
    expect(Number(textOf('sizeThreshold', template)[0])).to.be.within(1024, 102_400);
  });

  it("gets a server's name and paths", () => {
    const adapted = adaptService(template, {
      name: 'sync-b',
      node: 'D:\\R&D\\node.exe',
      environmentFile: 'E:\\data\\service.env',
      release: 'D:\\app $& x\\releases\\0.2.0',
      logs: 'E:\\data\\logs',
    });
    expect(textOf('id', adapted)).to.deep.equal(['sync-b']);
    expect(textOf('name', adapted)).to.deep.equal(['sync-b']);
    expect(textOf('executable', adapted)).to.deep.equal(['D:\\R&D\\node.exe']);
    expect(textOf('argument', adapted)).to.deep.equal(['--env-file=E:\\data\\service.env', 'dist\\main.js']);
    expect(textOf('workingdirectory', adapted)).to.deep.equal(['D:\\app $& x\\releases\\0.2.0']);
    expect(textOf('logpath', adapted)).to.deep.equal(['E:\\data\\logs']);
    expect(adapted.split('\n')).to.have.length(template.split('\n').length);
  });

  it('is refused where the release has another one than this was written for', () => {
    const wish = { name: 'a', node: 'n', environmentFile: 'e', release: 'r', logs: 'l' };
    expect(() => adaptService('<service/>', wish)).to.throw(Error, '<id>');
  });
});

describe('the environment file of the Windows service', () => {
  it('is read by Node.js as it was meant', () => {
    const variables = {
      SYNC_CONFIG: 'C:\\ProgramData\\new #1 "x" $HOME\\settings.jsonc',
      SYNC_SQL_PASSWORD_FILE: 'C:\\ProgramData\\rooms-sync-notification\\secrets\\sql-password',
    };
    expect({ ...parseEnv(environmentFile(variables)) }).to.deep.equal(variables);
  });

  for (const value of ["it's", 'two\nlines']) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      expect(() => environmentFile({ A: value })).to.throw(Error, 'A cannot hold');
    });
  }
});
