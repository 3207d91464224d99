import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openWorkshop, type Workshop } from '../../support/child-service.ts';
import { OK_BODY, post } from '../../support/post.ts';

/**
 * As HttpPlatformHandler starts it: the port in a variable of its own, nothing else about listening. Its log would only
 * be in files.
 */
const PLATFORM = {
  ...{ PORT: '', HOST: '', HTTP_PLATFORM_PORT: '0', NODE_ENV: 'production' },
  SYNC_LOG_STDOUT: 'on',
};

/** Ctrl-Break is an event of Windows. Elsewhere the process hands itself another signal on as that one. */
const BREAK = "data:text/javascript,process.on('SIGUSR2',()=>process.emit('SIGBREAK','SIGBREAK'))";
const onOthers = process.platform === 'win32' ? it.skip : it;

describe('the service behind HttpPlatformHandler', () => {
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await openWorkshop();
  });

  afterEach(() => workshop.clean());

  it('listens at the port in HTTP_PLATFORM_PORT, on IPv4', async () => {
    const service = await workshop.start({ env: PLATFORM });

    expect(await service.logged('service started'))
      .to.have.property('address')
      .that.matches(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await post(service.target)).to.include({ status: 200, text: OK_BODY });
    expect(workshop.rows()).to.have.length(2);
  });

  for (const [forwarded, from] of [
    ['203.0.113.7:51234', '203.0.113.7'],
    ['[2001:db8::7]:51234', '2001:db8::7'],
    ['198.51.100.1, 203.0.113.7:51234', '203.0.113.7'],
  ] as const) {
    it(`takes ${forwarded} for a caller at ${from}`, async () => {
      const service = await workshop.start({ env: PLATFORM });

      await post(service.target, { headers: { 'X-Forwarded-For': forwarded } });

      expect(await service.logged('notification stored')).to.include({ from });
    });
  }

  onOthers('stops in good order at Ctrl-Break', async () => {
    const service = await workshop.start({ env: PLATFORM, nodeOptions: ['--import', BREAK] });
    await post(service.target);

    service.kill('SIGUSR2');
    const { code, signal, lines, stderr } = await service.ended;

    expect({ code, signal, stderr }).to.deep.equal({ code: 0, signal: null, stderr: '' });
    expect(lines.at(-2)).to.include({ message: 'service stopping', signal: 'SIGBREAK' });
    expect(lines.at(-1)).to.include({ message: 'service stopped' });
    const logs = join(workshop.dataDir, 'logs');
    const [file = ''] = readdirSync(logs);
    expect(readFileSync(join(logs, file), 'utf8').trimEnd().split('\n')).to.have.length(lines.length);
    expect(workshop.rows()).to.have.length(2);
  });
});
