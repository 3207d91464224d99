import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import {
  createLogFile,
  type LogFile,
  type LogFileOptions,
  type LogFileReport,
} from '../../../src/log/log-file.ts';
import { until } from '../../support/until.ts';

const WRITER = fileURLToPath(new URL('../../support/write-log-file.ts', import.meta.url));
const RECORD = { time: 0, level: 'info', message: 'm', fields: undefined };
const NAME = /^sync-notification-\d{4}-\d\d-\d\d(\.\d+)?\.log$/;

describe('createLogFile', () => {
  let folder: string;
  let reports: LogFileReport[];
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sync-notification-log-'));
    reports = [];
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
    await rm(folder, { recursive: true });
  });

  const open = (more: Partial<LogFileOptions> = {}): LogFile =>
    createLogFile({
      folder: join(folder, 'logs'),
      maxBytes: 1024 * 1024,
      keepDays: 30,
      maxTotalBytes: 1024 * 1024 * 1024,
      droppedLine: (count) => `dropped ${count}`,
      report: (report) => reports.push(report),
      ...more,
    });
  const start = (args: readonly string[], wrap: readonly string[] = []): ChildProcess => {
    const [command, ...before] = [...wrap, process.execPath];
    const child = spawn(command, [...before, WRITER, folder, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  };
  const linesIn = (where: string): string[] =>
    readdirSync(where)
      .filter((name) => NAME.test(name))
      .flatMap((name) => readFileSync(join(where, name), 'utf8').split('\n').slice(0, -1));

  it('writes the lines to the file of the day, in a folder that it makes', async () => {
    const file = open();
    file.add(RECORD, 'one');
    file.add(RECORD, 'zwölf');
    await file.close();
    expect(file.path()).to.match(/logs\/sync-notification-\d{4}-\d\d-\d\d\.log$/);
    expect(readFileSync(file.path(), 'utf8')).to.equal('one\nzwölf\n');
    expect(readdirSync(join(folder, 'logs'))).to.have.length(1);
  });

  it('goes on in the same file after a restart, and begins another one where it has grown large', async () => {
    for (const text of ['a', 'b', 'c']) {
      const file = open({ maxBytes: 64 * 1024 });
      file.add(RECORD, text.repeat(60_000));
      await file.close();
    }
    const files = readdirSync(join(folder, 'logs')).sort((one, other) => one.length - other.length);
    expect(files).to.have.length(2);
    expect(files[1]).to.match(/\.1\.log$/);
    expect(
      linesIn(join(folder, 'logs'))
        .map((line) => line[0])
        .join(''),
    ).to.have.length(3);
  });

  it('removes files of ours that are too old, and no others', async () => {
    const logs = join(folder, 'logs');
    mkdirSync(logs);
    const old = ['sync-notification-2020-01-01.log', 'sync-notification-2020-01-01.12.log'];
    const others = ['sync-notification-2020-01-01.log.bak', 'sync-notification.db', 'u_ex200101.log'];
    for (const name of [...old, ...others]) {
      writeFileSync(join(logs, name), 'x');
    }
    const file = open();
    file.add(RECORD, 'one');
    await until(
      'old files are gone',
      () => readdirSync(logs).length === others.length + 1 || !readdirSync(logs).includes(old[0]!),
    );
    await file.close();
    expect(readdirSync(logs)).to.include.members(others);
  });

  it('goes without lines while the file cannot be written, says so once, and how many are missing', async () => {
    const logs = join(folder, 'logs');
    writeFileSync(logs, 'a file where the folder should be');
    const instead: string[] = [];
    let time = Date.now();
    const file = open({ now: () => time, retryMs: 1000, instead: (text) => instead.push(text) });
    file.add(RECORD, 'one');
    await until('it was reported', () => reports.length === 1);
    for (const line of ['two', 'three', 'four']) {
      time += line === 'three' ? 999 : 501;
      file.add(RECORD, line);
      await until(`"${line}" is given up`, () => instead.join('').endsWith(`${line}\n`));
    }
    rmSync(logs);
    time += 1001;
    file.add(RECORD, 'here again');
    await until('it is back', () => reports.length === 2);
    await file.close();
    expect(linesIn(logs)).to.deep.equal(['here again']);
    expect(instead.join('').split('\n').slice(0, -1)).to.deep.equal(['one', 'two', 'three', 'four']);
    expect(reports[0]).to.have.property('kind', 'failed');
    expect(reports[1]).to.include({ kind: 'back', lines: 4 });
  });

  it('survives that its folder is taken away', async () => {
    let time = Date.now();
    const logs = join(folder, 'logs');
    const file = open({ now: () => time, maxBytes: 64 * 1024 });
    file.add(RECORD, 'x'.repeat(70_000));
    await until('the first line is written', () => existsSync(logs) && linesIn(logs).length === 1);
    rmSync(logs, { recursive: true });
    writeFileSync(logs, '');
    file.add(RECORD, 'y');
    await until('it was reported', () => reports.length > 0);
    rmSync(logs);
    time += 60_000;
    file.add(RECORD, 'back');
    await until('it is back', () => reports.length === 2);
    await file.close();
    expect(linesIn(logs)).to.deep.equal(['back']);
  });

  it('writes what is waiting when the process ends at once', () => {
    const file = open();
    file.add(RECORD, 'last words');
    file.flush();
    expect(readFileSync(file.path(), 'utf8')).to.equal('last words\n');
  });

  it('keeps every line whole where several processes write to one folder, and each is killed', async () => {
    const writers = ['a', 'b', 'c'];
    const count = 1500;
    writers.forEach((name) => start([name, String(count)]));
    await until('all lines are written', () => linesIn(folder).length >= writers.length * count);
    children.forEach((child) => child.kill('SIGKILL'));
    const records = linesIn(folder).map((line) => JSON.parse(line) as { message: string; number: number });
    for (const name of writers) {
      const numbers = records.filter(({ message }) => message === name).map(({ number }) => number);
      expect(numbers.sort((one, other) => one - other)).to.deep.equal(
        Array.from({ length: count }, (_, i) => i + 1),
      );
    }
    expect(readdirSync(folder).length).to.be.greaterThan(5);
    expect(readdirSync(folder).filter((name) => !NAME.test(name))).to.deep.equal([]);
  });

  it('begins a new line after one that a full disk has cut', async () => {
    const child = start(['full', '1000000', '1'], ['prlimit', '--fsize=50000:']);
    let told = '';
    child.stdout?.on('data', (chunk: Buffer) => (told += chunk.toString()));
    await until('the disk was full', () => told.includes('failed'));
    execFileSync('prlimit', [`--pid=${String(child.pid)}`, '--fsize=1000000:']);
    await until('it is back', () => told.includes('back'));
    child.kill('SIGKILL');
    const lines = linesIn(folder);
    const cut = lines.filter((line) => !line.endsWith('}'));
    expect(cut).to.have.length(1);
    expect(lines.every((line) => line.startsWith('{"time"') && !line.slice(1).includes('{"time"'))).to.equal(
      true,
    );
    expect(lines.indexOf(cut[0]!)).to.be.lessThan(lines.length - 1);
  });
});
