import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect } from 'chai';
import { createLogger } from '../../../src/log.ts';
import { Sink } from '../../support/logged.ts';

describe('createLogger, and the stream it writes to', () => {
  it('writes the lines of one turn at once', async () => {
    const stream = new Sink();
    const log = createLogger({ level: 'info', format: 'json', stream });
    for (let i = 0; i < 10; i++) {
      log.info('line', { i });
    }
    expect(stream.chunks).to.have.length(0);
    await log.close();
    expect(stream.chunks).to.have.length(1);
    expect(stream.lines).to.have.length(10);
  });

  it('does not wait for a stream that calls no callback and returns nothing', async () => {
    const lines: string[] = [];
    const stream = new Sink();
    stream.write = ((chunk: string) => void lines.push(chunk)) as unknown as typeof stream.write;
    const log = createLogger({ level: 'info', format: 'json', stream });
    log.info('first');
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(lines).to.have.length(1);
    log.info('second');
    await log.close();
    expect(lines).to.have.length(2);
  });

  it('survives a reader that went away', async () => {
    const stream = new Sink();
    const log = createLogger({ level: 'info', format: 'json', stream });
    stream.destroy(new Error('EPIPE'));
    await new Promise((resolve) => stream.once('close', resolve));
    log.info('nobody reads this');
    await log.close();
    expect(stream.chunks).to.have.length(0);
  });

  it('drops lines instead of filling the memory, and tells how many', async () => {
    const chunks: string[] = [];
    const held: (() => void)[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk.toString());
        held.push(done);
      },
    });
    const log = createLogger({ level: 'info', format: 'json', stream });
    const text = 'x'.repeat(1900);
    for (let i = 0; i < 20_000; i++) {
      log.info('line', { text });
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.writableLength).to.be.within(16 * 1024 * 1024, 17 * 1024 * 1024);
    const drained = new Promise((resolve) => stream.once('drain', resolve));
    for (let done = held.shift(); done !== undefined; done = held.shift()) {
      done();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await drained;
    log.info('again');
    await log.close();
    const lines = chunks.join('').split('\n').slice(0, -1);
    const records = lines.map((line) => JSON.parse(line) as { message: string; count: number });
    const dropped = records.find(({ message }) => message === 'log lines were dropped')?.count ?? 0;
    expect(dropped).to.be.greaterThan(0);
    expect(dropped + lines.length - 2).to.equal(20_000);
  });

  it('is silent and stays closed after its close', async () => {
    const stream = new Sink();
    const log = createLogger({ level: 'info', format: 'json', stream });
    const listeners = process.listenerCount('exit');
    await log.close();
    await log.close();
    log.info('late');
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.chunks).to.have.length(0);
    expect(process.listenerCount('exit')).to.equal(listeners - 1);
    expect(stream.destroyed).to.equal(false);
  });

  it('writes what is waiting when the process exits at once', () => {
    const program = `
      import { createLogger } from ${JSON.stringify(join(import.meta.dirname, '../../../src/log.ts'))};
      const log = createLogger({ level: 'info', format: 'text' });
      log.error('one');
      log.error('two');
      process.exit(3);`;
    const run = () =>
      execFileSync(process.execPath, ['--input-type=module', '-e', program], { stdio: 'pipe' });
    expect(run)
      .to.throw()
      .with.property('stdout')
      .that.satisfies((out: Buffer) => /one\n.*two\n$/.test(out.toString()));
  });
});
