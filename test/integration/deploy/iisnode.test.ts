import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { EMBEDDED_STORE_FILE } from '../../../src/store/sqlite/store-file.ts';
import { startIisnode, type IisnodeProcess } from '../../support/iisnode.ts';
import { OK_BODY, post } from '../../support/post.ts';
import { readRows, type TableRow } from '../../support/service.ts';
import { useTempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { parseWebConfig, values } from '../../support/web-config.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const ENTRY = join(root, 'deploy/iis/iisnode/server.cjs');
const MAIN = join(root, 'src/main.ts');

describe('the service behind iisnode', () => {
  const site = useTempFolder();
  let processes: IisnodeProcess[];

  beforeEach(() => {
    processes = [];
    copyFileSync(ENTRY, join(site.path, 'server.cjs'));
    writeFileSync(join(site.path, 'package.json'), '{ "type": "module" }');
  });

  afterEach(() => Promise.all(processes.map((process) => process.terminate())));

  /** The sources in the place of the build, so that what is tested is what is here. */
  function deployService(): void {
    mkdirSync(join(site.path, 'dist'));
    writeFileSync(join(site.path, 'dist/main.js'), `import '${pathToFileURL(MAIN).href}';\n`);
  }

  function start(entry = join(site.path, 'server.cjs'), settings = {}): IisnodeProcess {
    const started = startIisnode(site.path, entry, settings);
    processes.push(started);
    return started;
  }

  const rows = (): TableRow[] => readRows(join(site.path, 'data', EMBEDDED_STORE_FILE));

  it('answers over the pipe in PORT, and its rows outlive an end without a signal', async () => {
    deployService();
    const service = start();
    await service.started();

    const reply = await post(service.pipe, { headers: { 'X-Forwarded-For': '203.0.113.7' } });
    await service.terminate();

    expect(reply).to.include({ status: 200, text: OK_BODY });
    expect(rows()).to.have.length(2);
    expect(await service.ended).to.equal(null);
  });

  it('takes the same message once when it is started again', async () => {
    deployService();
    const first = start();
    await first.started();
    await post(first.pipe);
    await first.terminate();
    const second = start(undefined, { IISNODE_LOGGINGENABLED: '0', SYNC_LOG_LEVEL: 'error' });

    const reply = await postWhenListening(second);

    expect(reply).to.include({ status: 200, text: OK_BODY });
    expect(rows()).to.have.length(2);
  });

  it('takes the address of the caller from IIS, with the setting of the web.config', async () => {
    deployService();
    const [trusted = ''] = values(
      parseWebConfig('deploy/iis/iisnode/web.config'),
      "//appSettings/add[@key='SYNC_TRUST_PROXY']/@value",
    );
    const service = start(undefined, { SYNC_TRUST_PROXY: trusted });
    await service.started();

    // What iisnode adds with enableXFF and promoteServerVars, behind what the caller made up.
    await post(service.pipe, {
      headers: {
        'X-Forwarded-For': '198.51.100.1, 203.0.113.7',
        'X-iisnode-REMOTE_ADDR': ['198.51.100.1', '203.0.113.7'],
      },
    });

    // The line of a request is written after its reply.
    await until('the request is logged', () => service.log('stdout').includes('notification stored'));
    expect(service.log('stdout')).to.contain('"from":"203.0.113.7"').and.to.not.contain('"from":"198.');
  });

  it('may be named as the entry itself: its imports can be required', async () => {
    const service = start(MAIN);
    await service.started();

    expect(await post(service.pipe)).to.include({ status: 200 });
  });

  it('ends with 1 and the reason where it is not there', async () => {
    const service = start();

    expect(await service.ended).to.equal(1);
    expect(service.log('stderr')).to.contain('Cannot find module').and.to.contain('main.js');
  });

  it('ends with 1 and the reason where a setting is wrong', async () => {
    deployService();
    const service = start(undefined, { SYNC_METADATA: 'perhaps' });

    expect(await service.ended).to.equal(1);
    expect(service.log('stderr')).to.contain('perhaps');
  });
});

/** Tries as iisnode does, which knows of a start only that the pipe answers. */
async function postWhenListening({ pipe }: IisnodeProcess): ReturnType<typeof post> {
  for (let tries = 0; ; tries++) {
    try {
      return await post(pipe);
    } catch (error) {
      if (tries === 100) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
