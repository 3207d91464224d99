import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { answerOk, faultReply, startReplyServer, statusReply } from '../../support/reply-server.ts';
import type { Answer } from '../../support/reply-server.ts';
import { runCli, type CliResult } from '../../support/run-cli.ts';
import { skipBecause } from '../../support/skip.ts';

const run = (...args: string[]): Promise<CliResult> => runCli(['simulate', ...args], { cwd: process.cwd() });

/** Ten simulated minutes in a tenth of a second. */
const FAST = ['--speed', '6000', '--minutes', '10', '--subscriptions', '5', '--rate', '0.5'];

describe('sync-notification simulate', () => {
  const closers: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const close of closers.splice(0)) {
      await close();
    }
  });

  async function serve(answer: Answer = answerOk) {
    const server = await startReplyServer(answer);
    closers.push(server.close);
    return server;
  }

  it('plays its minutes, prints what came of them and exits with 0', async () => {
    const { url, received } = await serve();
    const { exitCode, out, err } = await run(url, ...FAST, '--distribution', 'fixed');
    expect(exitCode).to.equal(0);
    expect(err).to.equal('');
    expect(received.length).to.be.greaterThan(0);
    expect(out).to.contain(`10 min at speed 6000, 5 subscriptions, to ${url}`);
    expect(out).to.match(
      /^events +(\d+): \1 acknowledged, 0 without a reply, 0 answered with something else, 0 not sent$/m,
    );
    expect(out).to.match(new RegExp(`^messages +${received.length} sent: OK ${received.length}$`, 'm'));
    expect(out).to.match(/^ended +no subscription$/m);
  });

  it('exits with 1 where subscriptions are dropped, and says why and which', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(503, { 'Content-Type': 'text/xml' }).end(faultReply('The database is away.'));
    });
    const { exitCode, out, err } = await run(url, ...FAST, '--status-frequency', '2');
    expect(exitCode).to.equal(1);
    expect(out).to.match(/^ended +5 dropped for want of a reply, 0 by Unsubscribe\n {4}dropped at \d{4}-/m);
    expect(err).to.match(/^\d+ x 503 fault: The database is away\./);
  });

  it('exits with 1 where one reply was not OK, although nothing is lost', async () => {
    let first = true;
    const { url } = await serve((request, response) => {
      if (first) {
        first = false;
        response.writeHead(503).end();
      } else {
        answerOk(request, response);
      }
    });
    const { exitCode, out } = await run(url, ...FAST);
    expect(exitCode).to.equal(1);
    expect(out)
      .to.match(/^events +(\d+): \1 acknowledged/m)
      .and.match(/^ended +no subscription$/m);
  });

  it('writes the ledger, and the summary as JSON', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'simulate-'));
    closers.push(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'ledger.jsonl');
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/xml' }).end(statusReply('Unsubscribe'));
    });
    const { exitCode, out } = await run(url, ...FAST, '--subscriptions', '1', '--ledger', file, '--json');
    expect(exitCode).to.equal(1);
    const summary = JSON.parse(out) as Record<string, unknown>;
    expect(summary).to.deep.include({ url, minutes: 10, subscriptions: 1, outcomes: { Unsubscribe: 1 } });
    expect(summary['endings']).to.have.lengthOf(1);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    const kinds = lines.map((line) => (JSON.parse(line) as { type: string }).type);
    // What happens while the one message is under way is an event too, which nobody is told.
    expect(kinds.filter((kind) => kind === 'event').length).to.equal(summary['events']);
    expect(kinds.filter((kind) => kind !== 'event')).to.deep.equal(['reply', 'end']);
  });

  it('says where the ledger could not be written, after the summary', async function () {
    if (!existsSync('/dev/full')) {
      skipBecause(this, 'there is no /dev/full on this machine');
    }
    const { url } = await serve();
    const { exitCode, out, err } = await run(url, ...FAST, '--ledger', '/dev/full');
    expect(exitCode).to.equal(1);
    expect(err).to.match(/the ledger \/dev\/full is not complete: ENOSPC/);
    expect(out).to.match(/^messages +\d+ sent: OK \d+$/m);
  });

  it('stops at an interrupt, sums up what there was and exits with 130', async () => {
    const { url } = await serve((request, response) => {
      answerOk(request, response);
      process.emit('SIGINT');
    });
    const { exitCode, out } = await run(url, '--speed', '600', '--minutes', '100000', '--rate', '1');
    expect(exitCode).to.equal(130);
    expect(out)
      .to.match(/^simulated +\d+(\.\d)? min at speed 600/m)
      .and.match(/^messages +\d+ sent: OK/m);
  });

  it('refuses what it cannot play', async () => {
    const { url } = await serve();
    expect((await run()).err).to.contain("missing required argument 'url'");
    expect((await run(url, '--speed', '0.5')).err).to.contain('Expected a speed from 1 to 10000');
    expect((await run(url, '--status-frequency', '1441')).err).to.contain('from 1 to 1440');
    expect((await run(url, '--distribution', 'normal')).err).to.contain('poisson, fixed');
    expect((await run(url, '--ledger', '/nowhere/at/all.jsonl')).err).to.contain(
      'cannot write the ledger: ENOENT',
    );
  });
});
