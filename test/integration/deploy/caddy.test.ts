import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { runToEnd } from '../../support/container/stage-root.ts';
import { findProgram, startProxy, withValues } from '../../support/proxy-process.ts';
import { builtInNetworks, itIsAProxyForTheDmz, readProxyFile, SENDER } from '../../support/proxy-suite.ts';
import { freePort } from '../../support/free-port.ts';

const caddyfile = fileURLToPath(new URL('../../../deploy/proxy/Caddyfile', import.meta.url));

describe('Caddy in the DMZ', () => {
  const caddy = findProgram('caddy');

  it('is told the networks that the service has built in', () => {
    const lines = [...readProxyFile('Caddyfile').matchAll(/^\t\tremote_ip (.+)$/gm)];
    expect(lines.flatMap(([, networks = '']) => networks.split(' '))).to.deep.equal(builtInNetworks());
  });

  it('takes the configuration as it is delivered', async function () {
    if (caddy === null) {
      this.skip();
    }
    const output = await runToEnd([caddy, 'validate', '--adapter', 'caddyfile', '--config', caddyfile]);
    expect(output)
      .to.include('Valid configuration')
      .and.not.match(/"level":"(warn|error)"/);
  });

  describe('in front of the service', () => {
    itIsAProxyForTheDmz(caddy, async (upstream, folder, program) => {
      const port = await freePort();
      const delivered = readProxyFile('Caddyfile');
      const senders = /@senders \{[^}]*\}/.exec(delivered)?.[0] ?? '';
      const config = withValues(delivered, {
        [senders]: `@senders remote_ip ${SENDER}`,
        '\nsync.example.com {': `\nhttp://127.0.0.1:${port} {\nbind 127.0.0.1\n`,
        '10.0.0.20:8080': `127.0.0.1:${upstream}`,
        'servers {': 'admin off\nservers {',
      });
      const file = join(folder, 'Caddyfile');
      await writeFile(file, config);
      return startProxy([program, 'run', '--adapter', 'caddyfile', '--config', file], port, {
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
      });
    });
  });
});
