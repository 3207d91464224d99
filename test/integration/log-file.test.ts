import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openWorkshop, type Workshop } from '../support/child-service.ts';
import { OK_BODY, post } from '../support/post.ts';

/** Throws where nobody catches, when the test wants it. */
const FAULT = 'data:text/javascript,process.on("SIGUSR2",()=>{throw new Error("Password=hunter2")})';

describe('the log file of the service', () => {
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await openWorkshop();
  });

  afterEach(() => workshop.clean());

  const fileText = (): string => {
    const folder = join(workshop.dataDir, 'logs');
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
  };

  it('has what standard output has, up to the last words of a process that a fault ends', async () => {
    const service = await workshop.start({
      env: { SYNC_LOG_DIR: 'logs' },
      nodeOptions: ['--import', FAULT],
    });
    expect((await post(service.target)).text).to.equal(OK_BODY);
    await service.logged('notification stored');
    service.kill('SIGUSR2');
    const { code, lines } = await service.ended;

    expect(code).to.be.greaterThan(0);
    expect(lines.at(-1)).to.include({
      level: 'error',
      message: 'the service ends for an error that nobody has taken care of',
    });
    // A line that was on its way to the disk when the process ended is written once more: rather twice than not at all.
    const filed = new Set(fileText().split('\n').slice(0, -1));
    expect([...filed].map((line) => JSON.parse(line) as unknown)).to.deep.equal(lines);
    expect(lines[0]).to.have.property('logFile').that.contains(join('logs', 'sync-notification-'));
    expect(fileText()).to.not.contain('hunter2');
  });

  it('is no condition for the service: notifications are answered where the folder cannot be made', async () => {
    const service = await workshop.start({ env: { SYNC_LOG_DIR: '/proc/nowhere/logs' } });
    expect(await service.logged('the log file is not written')).to.have.property('level', 'warn');
    expect((await post(service.target)).text).to.equal(OK_BODY);
    service.kill('SIGTERM');
    expect((await service.ended).code).to.equal(0);
    expect(workshop.rows()).to.have.length(2);
  });
});
