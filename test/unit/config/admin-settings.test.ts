import { expect } from 'chai';
import { loadSettings, type Settings } from '../../../src/config/settings.ts';

const TOKEN = '0123456789abcdef';

function load(env: Readonly<Record<string, string>>): Settings {
  return loadSettings({
    env,
    cwd: '/srv',
    platform: 'linux',
    readFile: (path) => {
      if (path === '/run/token') {
        return Buffer.from(`${TOKEN}\n`);
      }
      throw new Error(`${path} is not there`);
    },
  });
}

describe('the settings of the listener for administrators', () => {
  it('are port 8081 of this machine, without a token', () => {
    const { adminPort, adminHost, adminToken } = load({});
    expect({ adminPort, adminHost, adminToken }).to.deep.equal({
      adminPort: 8081,
      adminHost: '127.0.0.1',
      adminToken: undefined,
    });
  });

  for (const [given, port] of [
    ['off', 'off'],
    ['OFF', 'off'],
    ['0', 0],
    ['9000', 9000],
  ] as const) {
    it(`read ${given} as the port ${port}`, () => {
      expect(load({ SYNC_ADMIN_PORT: given }).adminPort).to.equal(port);
    });
  }

  it('refuse a port that is none', () => {
    expect(() => load({ SYNC_ADMIN_PORT: '65536' })).to.throw(/adminPort.*from 0 to 65535, or off/s);
  });

  for (const host of ['0.0.0.0', '::', '192.0.2.7', 'server.example']) {
    it(`refuse the address ${host} without a token, and say what to do`, () => {
      expect(() => load({ SYNC_ADMIN_HOST: host })).to.throw(
        /SYNC_ADMIN_TOKEN.*openssl rand -hex 32.*adminHost to 127\.0\.0\.1/s,
      );
    });

    it(`take the address ${host} with a token`, () => {
      expect(load({ SYNC_ADMIN_HOST: host, SYNC_ADMIN_TOKEN: TOKEN }).adminHost).to.equal(host);
    });

    it(`take the address ${host} where nothing listens`, () => {
      expect(load({ SYNC_ADMIN_HOST: host, SYNC_ADMIN_PORT: 'off' }).adminPort).to.equal('off');
    });
  }

  for (const host of ['srv9.corp example', '[::1]', 'srv9:8081', 'http://srv9', 'srv9/x']) {
    it(`refuse the address ${host}, and so does the endpoint`, () => {
      expect(() => load({ SYNC_ADMIN_HOST: host, SYNC_ADMIN_TOKEN: TOKEN })).to.throw(
        /adminHost.*an IP address or host name of this machine/s,
      );
      expect(() => load({ HOST: host })).to.throw(/host \(HOST\).*an IP address or host name/s);
    });
  }

  it('take the address of one interface', () => {
    const host = 'fe80::1%eth0';
    expect(load({ SYNC_ADMIN_HOST: host, SYNC_ADMIN_TOKEN: TOKEN, HOST: host }).host).to.equal(host);
  });

  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) {
    it(`take the address ${host} without a token`, () => {
      expect(load({ SYNC_ADMIN_HOST: host }).adminHost).to.equal(host);
    });
  }

  it('read the token from a file', () => {
    expect(load({ SYNC_ADMIN_TOKEN_FILE: '/run/token' }).adminToken).to.equal(TOKEN);
  });

  for (const weak of ['secret', '0123456789abcde', 'with spaces in between', 'Schlüssel-Schlüssel']) {
    it(`refuse the token "${weak}" without showing it`, () => {
      expect(() => load({ SYNC_ADMIN_TOKEN: weak }))
        .to.throw(/adminToken.*16 or more visible ASCII/s)
        .with.property('message')
        .that.does.not.include(weak);
    });
  }
});
