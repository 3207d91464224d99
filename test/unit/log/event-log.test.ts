import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createEventLog, type EventLogReport } from '../../../src/log/event-log.ts';
import type { LogSink } from '../../../src/log/sink.ts';
import { until } from '../../support/until.ts';

describe('createEventLog', () => {
  let folder: string;
  let reports: EventLogReport[];
  let time: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sync-notification-events-'));
    reports = [];
    time = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A program that takes down how it was called, and that it runs alone. */
  const install = async (ending = 'exit 0'): Promise<string> => {
    const command = join(folder, 'eventcreate');
    const script = [
      '#!/bin/sh',
      `mkdir '${folder}/running' || echo 'not alone' >> '${folder}/calls'`,
      `{ for argument in "$@"; do printf '%s|' "$argument"; done; echo; } >> '${folder}/calls'`,
      `env > '${folder}/env'`,
      `rmdir '${folder}/running'`,
      ending,
    ];
    await writeFile(command, `${script.join('\n')}\n`);
    await chmod(command, 0o755);
    return command;
  };
  const open = (command: string): LogSink =>
    createEventLog({
      command,
      env: { SystemRoot: 'C:\\Windows' },
      report: (report) => reports.push(report),
      now: () => time,
      retryMs: 1000,
    });
  const calls = (): string[] => {
    const file = join(folder, 'calls');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  };
  const add = (events: LogSink, message: string, fields = {}): void =>
    events.add({ time: 0, level: 'warn', message, fields }, '');

  it('hands an entry over as arguments, with number, type and the text as one of them', async () => {
    const events = open(await install());
    add(events, 'database does not take rows', { mandator: 'PROD', reason: '"; $(rm) & | %PATH%\r\n/ID 1' });
    await events.close();
    expect(calls()).to.deep.equal([
      '/L|APPLICATION|/T|WARNING|/SO|rooms-sync-notification|/ID|200|/D|' +
        'database does not take rows mandator=PROD reason="\\"; $(rm) & | %PATH%\\r\\n/ID 1"|',
    ]);
    expect(readFileSync(join(folder, 'env'), 'utf8'))
      .to.contain('SystemRoot=C:\\Windows')
      .and.not.contain('HOME=');
  });

  it('leaves out what is for the log only', async () => {
    const events = open(await install());
    add(events, 'notification stored');
    add(events, 'toString');
    await events.close();
    expect(calls()).to.deep.equal([]);
  });

  it('hides secrets', async () => {
    const events = open(await install());
    add(events, 'the service did not start', { error: new Error('Password=hunter2 was wrong') });
    await events.close();
    expect(calls().join('')).to.contain('[hidden]').and.not.contain('hunter2');
  });

  it('writes one at a time, five of a kind in a quarter of an hour, and then tells how many it left out', async () => {
    const events = open(await install());
    for (let index = 0; index < 100; index++) {
      add(events, 'subscription has fallen silent', { mandator: 'PROD', index });
    }
    add(events, 'subscription has fallen silent', { mandator: 'TEST' });
    await until('six are written', () => calls().length === 6);
    time += 900_000;
    add(events, 'subscription has fallen silent', { mandator: 'PROD' });
    await events.close();
    expect(calls()).to.have.length(7);
    expect(calls()[6]).to.contain('mandator=PROD (95 more of these were left out)');
    expect(calls().join('')).to.not.contain('not alone');
  });

  it('tells once that the command does not work, and when it does again', async () => {
    const events = open(await install('echo "ERROR: Access is denied." >&2; exit 1'));
    add(events, 'service started');
    await until('it was reported', () => reports.length === 1);
    add(events, 'database does not take rows');
    await install();
    time += 1000;
    add(events, 'database is back');
    await until('it is back', () => reports.length === 2);
    await events.close();
    expect(reports).to.deep.equal([
      { kind: 'failed', reason: 'ERROR: Access is denied.' },
      { kind: 'back', lost: 2 },
    ]);
    expect(calls()).to.have.length(2);
  });

  it('does without a command that is not there', async () => {
    const events = open(join(folder, 'nowhere'));
    add(events, 'service started');
    await events.close();
    expect(reports).to.have.length(1);
    expect(reports[0]).to.have.property('reason').that.contains('ENOENT');
  });

  it('writes what is waiting when the process ends', async () => {
    const events = open(await install());
    add(events, 'service started');
    add(events, 'the service ends for an error that nobody has taken care of');
    events.flush();
    expect(calls().filter((line) => line.includes('|104|'))).to.have.length(1);
    await events.close();
    expect(calls()).to.have.length.at.least(2);
  });
});
