import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { expect } from 'chai';
import { adaptWebConfig, type WebConfigWish } from '../../../deploy/iis/install/adapt-web-config.ts';

const FOLDERS = { HttpPlatform: 'httpplatform', IisNode: 'iisnode', ReverseProxy: 'reverse-proxy' };
const environment = {
  SYNC_ADMIN_TOKEN_FILE: 'C:\\ProgramData\\rooms-sync-notification\\secrets\\admin-token',
  SYNC_CONFIG: 'D:\\R&D "x"\\<rooms>\\settings.jsonc',
};

function templateOf(way: WebConfigWish['way']): string {
  return readFileSync(join(import.meta.dirname, '../../../deploy/iis', FOLDERS[way], 'web.config'), 'utf8');
}

/** Elements of a name in the adapted file. */
function elements(wish: WebConfigWish, name: string): Element[] {
  const document = new DOMParser().parseFromString(adaptWebConfig(templateOf(wish.way), wish), 'text/xml');
  return [...document.getElementsByTagName(name)];
}

describe('the web.config that the installation writes', () => {
  it('has the paths and variables of HttpPlatformHandler', () => {
    const wish = { way: 'HttpPlatform', node: 'D:\\node\\node.exe', logs: 'E:\\logs', environment } as const;

    const [platform] = elements(wish, 'httpPlatform');
    expect(platform?.getAttribute('processPath')).to.equal('D:\\node\\node.exe');
    expect(platform?.getAttribute('arguments')).to.equal('.\\dist\\main.js');
    expect(platform?.getAttribute('stdoutLogFile')).to.equal('E:\\logs\\service');
    const variables = elements(wish, 'environmentVariable').map((one) => [
      one.getAttribute('name'),
      one.getAttribute('value'),
    ]);
    expect(Object.fromEntries(variables)).to.deep.equal({ NODE_ENV: 'production', ...environment });
    expect(variables).to.have.length(3);
    expect(elements(wish, 'rewrite')).to.deep.equal([]);
  });

  it("takes a parent's rules away where URL Rewrite is there", () => {
    expect(
      elements({ way: 'HttpPlatform', clearRules: true }, 'clear').map((one) => one.parentNode?.nodeName),
    ).to.include('rules');
  });

  it('has the paths and variables of iisnode', () => {
    const wish = { way: 'IisNode', node: 'D:\\my node\\node.exe', logs: 'E:\\logs', environment } as const;

    const [iisnode] = elements(wish, 'iisnode');
    expect(iisnode?.getAttribute('nodeProcessCommandLine')).to.equal('"D:\\my node\\node.exe"');
    expect(iisnode?.getAttribute('logDirectory')).to.equal('E:\\logs');
    const settings = elements(wish, 'add').filter((one) => one.parentNode?.nodeName === 'appSettings');
    expect(settings.map((one) => one.getAttribute('key'))).to.deep.equal([
      'SYNC_TRUST_PROXY',
      'SYNC_ADMIN_TOKEN_FILE',
      'SYNC_CONFIG',
    ]);
    expect(settings.at(-1)?.getAttribute('value')).to.equal(environment.SYNC_CONFIG);
  });

  it('has the address of the reverse proxy', () => {
    const [action] = elements({ way: 'ReverseProxy', target: 'http://127.0.0.1:8090/a' }, 'action');
    expect(action?.getAttribute('url')).to.equal('http://127.0.0.1:8090/a');
  });

  for (const way of ['HttpPlatform', 'IisNode', 'ReverseProxy'] as const) {
    it(`is the release's own for ${way} where nothing is wished`, () => {
      expect(adaptWebConfig(templateOf(way), { way })).to.equal(templateOf(way));
    });

    it(`keeps the comments of ${way}, and all but what was wished`, () => {
      const wish = { way, node: 'n', logs: 'l', target: 't', environment: { A: 'b' } } as const;
      const before = templateOf(way).split('\n');
      const after = adaptWebConfig(templateOf(way), wish).split('\n');
      expect(before.filter((line) => !after.includes(line)).length).to.be.lessThan(3);
      expect(after.filter((line) => !before.includes(line)).length).to.be.within(1, 3);
    });
  }

  it('has no variable twice, which is an error 500.19', () => {
    const wish = { way: 'HttpPlatform', environment: { NODE_ENV: 'test' } } as const;
    expect(() => adaptWebConfig(templateOf('HttpPlatform'), wish)).to.throw(Error, 'has NODE_ENV already');
  });

  it('is refused where the release has another one than this was written for', () => {
    expect(() => adaptWebConfig('<configuration/>', { way: 'HttpPlatform', node: 'n' })).to.throw(
      Error,
      'processPath',
    );
    expect(() => adaptWebConfig('<configuration/>', { way: 'ReverseProxy', target: 't' })).to.throw(
      Error,
      'Rewrite',
    );
  });
});
