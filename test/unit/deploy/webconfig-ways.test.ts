import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadSettings } from '../../../src/config/settings.ts';
import { elements, follow, parseWebConfig, SECTION, values } from '../../support/web-config.ts';

describe('a request for the endpoint', () => {
  const PATHS = ['Webservices/SyncNotification.svc', 'SyncNotification.svc', 'syncnotification.svc/'];

  for (const path of PATHS) {
    it(`at ${path} below the application goes to the service`, () => {
      expect(follow(parseWebConfig('web.config'), path)).to.equal('httpPlatformHandler');
      expect(follow(parseWebConfig('deploy/iis/iisnode/web.config'), path)).to.equal('iisnode');
      expect(follow(parseWebConfig('deploy/iis/reverse-proxy/web.config'), path)).to.equal(
        'http://127.0.0.1:8080/Webservices/SyncNotification.svc',
      );
    });
  }

  it('is handed on by the reverse proxy with its query, and nothing else is', () => {
    const document = parseWebConfig('deploy/iis/reverse-proxy/web.config');
    expect(values(document, `${SECTION}/rewrite/rules/rule/action/@appendQueryString`)).to.deep.equal([
      'true',
    ]);
    for (const other of ['Webservices/Other.svc', 'MySyncNotification.svc', 'SyncNotification.svc.bak', '']) {
      expect(follow(document, other)).to.equal(other);
    }
  });
});

describe('what HttpPlatformHandler starts', () => {
  const document = parseWebConfig('web.config');
  const value = (name: string): string => values(document, `${SECTION}/httpPlatform/@${name}`)[0] ?? '';

  it('is one process of Node.js with the built service', () => {
    expect(value('processPath')).to.match(/\\node\.exe$/);
    expect(value('arguments')).to.equal('.\\dist\\main.js');
    expect(value('processesPerApplication')).to.equal('1');
    expect(Number(value('startupTimeLimit'))).to.be.at.least(60);
  });

  it('is given whole minutes for a request, more than the service takes', () => {
    const [hours = 0, minutes = 0, seconds = 0] = value('requestTimeout').split(':').map(Number);
    const { requestTimeoutMs } = loadSettings({ env: {}, cwd: import.meta.dirname });
    expect(seconds).to.equal(0);
    expect((hours * 60 + minutes) * 60_000).to.be.greaterThan(requestTimeoutMs + 30_000);
  });

  it('is logged, gets no Windows token, and keeps to what both versions of the module know', () => {
    expect(value('stdoutLogEnabled')).to.equal('true');
    expect(value('forwardWindowsAuthToken')).to.equal('false');
    expect(value('startupRetryCount')).to.equal('');
  });
});

describe('what iisnode starts', () => {
  const file = 'deploy/iis/iisnode/web.config';
  const document = parseWebConfig(file);
  const value = (name: string): string => values(document, `${SECTION}/iisnode/@${name}`)[0] ?? '';

  it('is the entry file beside the web.config, named by the handler', () => {
    const [entry = ''] = values(document, `${SECTION}/handlers/add/@path`);
    expect(existsSync(join(import.meta.dirname, '../../..', file, '..', entry))).to.equal(true);
  });

  it('has its paths in quotation marks, since they hold a space', () => {
    expect(value('nodeProcessCommandLine')).to.match(/^".*\\node\.exe"$/);
    expect(value('interceptor')).to.match(/^".*\\interceptor\.js"$/);
  });

  it("is one process without iisnode's log, debugger and error pages, told the caller's address", () => {
    expect(value('nodeProcessCountPerApplication')).to.equal('1');
    for (const name of ['loggingEnabled', 'debuggingEnabled', 'devErrorsEnabled', 'debugHeaderEnabled']) {
      expect(value(name), name).to.equal('false');
    }
    expect(value('enableXFF')).to.equal('true');
    expect(value('promoteServerVars').split(',')).to.include('REMOTE_ADDR');
  });

  it("gets none of the parent's application settings as environment variables", () => {
    expect(elements(document, '/configuration/appSettings/*')[0]?.tagName).to.equal('clear');
    const keys = values(document, '/configuration/appSettings/add/@key');
    const { trustProxy } = loadSettings({
      env: Object.fromEntries(
        keys.map((key) => [key, values(document, `//add[@key='${key}']/@value`).join()]),
      ),
      cwd: import.meta.dirname,
    });
    expect(keys).to.deep.equal(['SYNC_TRUST_PROXY']);
    expect(trustProxy).to.include('iisnode');
  });
});
