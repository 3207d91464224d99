import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { findProgram, startProxy, withValues } from '../../support/proxy-process.ts';
import { builtInNetworks, itIsAProxyForTheDmz, readProxyFile, SENDER } from '../../support/proxy-suite.ts';
import { useTempFolder } from '../../support/temp-folder.ts';
import { runToEnd } from '../../support/container/stage-root.ts';
import { freePort } from '../../support/free-port.ts';

const tls = fileURLToPath(new URL('../../fixtures/tls/', import.meta.url));
const certificate = {
  '/etc/nginx/tls/sync.example.com.pem': join(tls, 'localhost.cert.pem'),
  '/etc/nginx/tls/sync.example.com.key': join(tls, 'localhost.key.pem'),
};

/** A whole configuration around our part, with all that nginx writes in one folder. */
async function writeConfiguration(folder: string, site: string, senders: string): Promise<string> {
  const file = join(folder, 'nginx.conf');
  await mkdir(join(folder, 'temp'));
  await writeFile(join(folder, 'senders.conf'), senders);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (what) => `${what}_temp_path ${folder}/temp/${what};`,
  );
  await writeFile(
    file,
    [
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      `pid ${folder}/nginx.pid;`,
      'error_log stderr warn;',
      'events {}',
      `http { access_log off; ${temporary.join(' ')}`,
      site.replace(/include .*senders\.conf;/, `include ${join(folder, 'senders.conf')};`),
      '}',
    ].join('\n'),
  );
  return file;
}

describe('nginx in the DMZ', () => {
  const folder = useTempFolder();
  const nginx = findProgram('nginx');

  it('is told the networks that the service has built in', () => {
    const allowed = [...readProxyFile('nginx-exchange-online.conf').matchAll(/^allow (.+);$/gm)];
    expect(allowed.map(([, network]) => network)).to.deep.equal(builtInNetworks());
  });

  it('takes the configuration as it is delivered', async function () {
    if (nginx === null) {
      this.skip();
    }
    // nginx -t opens the ports, which below 1024 only root may, and IPv6 is not on every machine.
    const site = withValues(readProxyFile('nginx.conf'), {
      ...certificate,
      'listen 443 ssl': `listen 127.0.0.1:${await freePort()} ssl`,
      'listen [::]:443 ssl': `listen 127.0.0.1:${await freePort()} ssl`,
    });
    const file = await writeConfiguration(folder.path, site, readProxyFile('nginx-exchange-online.conf'));
    expect(await runToEnd([nginx, '-t', '-q', '-e', 'stderr', '-c', file])).to.equal('');
  });

  describe('in front of the service', () => {
    itIsAProxyForTheDmz(nginx, async (upstream, own, program) => {
      const port = await freePort();
      const site = withValues(readProxyFile('nginx.conf'), {
        ...certificate,
        '10.0.0.20:8080': `127.0.0.1:${upstream}`,
        'listen 443 ssl': `listen 127.0.0.1:${port}`,
        'listen [::]:443 ssl;': '',
      });
      const file = await writeConfiguration(own, site, `allow ${SENDER};\n`);
      return startProxy([program, '-e', 'stderr', '-g', 'daemon off;', '-c', file], port);
    });
  });
});
