import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { writeSettings } from '../../../deploy/iis/install/write-settings.ts';
import { loadSettings } from '../../../src/config/settings.ts';

describe('the settings that the installation writes', () => {
  it('begin a file that the service reads', () => {
    const text = writeSettings(null, {
      dataDir: 'C:\\ProgramData\\rooms-sync-notification\\data',
      adminPort: 8082,
      paths: ['/Webservices/SyncNotification.svc', '/Sync/SyncNotification.svc'],
      logStdout: false,
    });
    const settings = loadSettings({
      env: { SYNC_CONFIG: '/settings.jsonc' },
      flags: {},
      cwd: '/',
      readFile: () => Buffer.from(text),
    });

    expect(text).to.match(/^\/\/ Settings/);
    expect(settings).to.include({ adminPort: 8082, logStdout: false });
    expect(settings.paths).to.deep.equal(['/Webservices/SyncNotification.svc', '/Sync/SyncNotification.svc']);
  });

  it('leave what an administrator wrote as it is, comments included', () => {
    const text = '// ours\n{\n  "allow": ["loopback"], // the proxy\n  /* later */ "port": 8080,\n}\n';
    const written = writeSettings(text, { port: 8090, dataDir: 'D:\\data' });

    expect(written).to.include('// ours').and.to.include('"allow": ["loopback"], // the proxy');
    expect(written).to.include('/* later */ "port": 8090');
    expect(parse(written, [], { allowTrailingComma: true })).to.deep.equal({
      allow: ['loopback'],
      port: 8090,
      dataDir: 'D:\\data',
    });
  });

  it('change nothing where they are there already', () => {
    const text = '{ "paths" : [ "/a" ],\n\n "port":8080 }';
    expect(writeSettings(text, { paths: ['/a'], port: 8080 })).to.equal(text);
  });

  it('are the same the second time, whatever they are', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }));
    const values = fc.dictionary(fc.stringMatching(/^[a-z]\w{0,8}$/), value, {
      maxKeys: 5,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(values, (wanted) => {
        fc.pre(!Object.keys(wanted).some((name) => /^__|^constructor$/.test(name)));
        const once = writeSettings(null, wanted);
        expect(parse(once)).to.deep.equal(wanted);
        expect(writeSettings(once, wanted)).to.equal(once);
      }),
    );
  });

  for (const name of ['sqlPassword', 'ADMINTOKEN']) {
    it(`are not ${name}, which is a secret`, () => {
      expect(() => writeSettings(null, { [name]: 'x' })).to.throw(Error, `${name} is a secret`);
    });
  }

  for (const text of ['{ "port": }', '[]', 'port = 8080', '']) {
    it(`are not written into ${JSON.stringify(text)}`, () => {
      expect(() => writeSettings(text, { port: 1 })).to.throw(Error, 'repair it first');
    });
  }
});
