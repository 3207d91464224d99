import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { AWAY } from '../../support/fault-store.ts';
import { runCli, type CliResult } from '../../support/run-cli.ts';
import { useSpoolFolder, type SpoolUnderTest } from '../../support/spool.ts';
import { rowsNamed } from '../../support/spool-table.ts';

describe('sync-notification spool', () => {
  const folder = useSpoolFolder();
  const run = (...args: string[]): Promise<CliResult> =>
    runCli(['spool', ...args], {
      cwd: folder.path,
      env: { SYNC_DATA_DIR: folder.path, SYNC_STORE: 'sqlite' },
    });
  /** A running service with three queued rows and, for TEST, two that were set aside. */
  const openFilled = async (): Promise<SpoolUnderTest> => {
    const spool = await folder.open();
    spool.inner.refuse(rowsNamed('bad', 'worse').map((row) => row.key));
    const emptied = spool.log.next('the spool is emptied');
    await spool.write('TEST', rowsNamed('bad', 'good', 'worse'));
    await emptied;
    spool.inner.failWith(AWAY);
    await spool.write('PROD', rowsNamed('a', 'b', 'c'));
    return spool;
  };
  const setAsideNumbers = async (): Promise<string[]> => {
    const { out } = await run('list', '--set-aside', '--json');
    return (JSON.parse(out) as { number: number }[]).map(({ number }) => String(number));
  };

  it('tells beside a running service what waits and what was set aside', async () => {
    await openFilled();
    const { exitCode, out } = await run('status', '--json');
    expect(exitCode).to.equal(0);
    const { file, mandators } = JSON.parse(out) as { file: string; mandators: Record<string, unknown>[] };
    expect(file).to.equal(folder.spoolFile);
    expect(mandators).to.have.length(2);
    expect(mandators[0]).to.include({ mandator: 'PROD', queuedRows: 3, setAsideRows: 0 });
    expect(mandators[1]).to.include({ mandator: 'TEST', queuedRows: 0, setAsideRows: 2, oldestAt: null });
    const text = await run('status');
    expect(text.out)
      .to.match(/^PROD +3 /m)
      .and.match(/^TEST +0 .* 2$/m);
  });

  it('lists rows by mandator, state and age', async () => {
    await openFilled();
    expect((await run('list', '--mandator', 'prod')).out.match(/ queued /g)).to.have.length(3);
    const refused = await run('list', '--set-aside');
    expect(refused.out).to.include('2628').and.include('would be truncated').and.not.include('PROD');
    expect((await run('list', '--older-than', '1h')).out).to.equal('There is no such row.\n');
    expect((await run('list', '--limit', '2')).out).to.include('2 of 5 rows');
  });

  it('shows all of a row', async () => {
    await openFilled();
    const [number = ''] = await setAsideNumbers();
    const { out } = await run('show', number);
    expect(out).to.match(/^Reason +String or binary data would be truncated$/m);
    expect(out).to.match(/^Name +nvarchar\(64\) +bad$/m);
    const missing = await run('show', '99999');
    expect(missing).to.include({ exitCode: 1, out: '' });
    expect(missing.err).to.include('There is no row 99999');
  });

  it('puts rows back into the queue, which the running service forwards', async () => {
    const spool = await openFilled();
    await spool.empty();
    spool.inner.refuse([]);
    const { exitCode, out } = await run('retry', '--mandator', 'TEST');
    expect({ exitCode, out }).to.deep.equal({ exitCode: 0, out: '2 rows back in the queue.\n' });
    while (spool.spooled('TEST').queuedRows > 0) {
      spool.retryNow();
      await new Promise(setImmediate);
    }
    expect(folder.stored()).to.deep.equal(['good', 'a', 'b', 'c', 'bad', 'worse']);
  });

  it('deletes rows that were set aside, and no row that waits unless told so', async () => {
    const spool = await openFilled();
    expect((await run('drop', '--all', '--yes')).out).to.equal('2 rows deleted.\n');
    expect(spool.spooled('TEST').setAsideRows).to.equal(0);
    const [first] = folder.ask('SELECT seq FROM rows ORDER BY seq', folder.spoolFile);
    const refused = await run('drop', String(first?.['seq']), '--yes');
    expect(refused).to.include({ exitCode: 1 });
    expect(refused.err).to.include('1 row of these wait for SQL Server');
    expect(spool.spooled().queuedRows).to.equal(3);
    expect((await run('drop', String(first?.['seq']), '--queued', '--yes')).out).to.equal('1 row deleted.\n');
    expect(spool.spooled().queuedRows).to.equal(2);
  });

  it('asks before it deletes, and does not where nobody can be asked', async () => {
    const spool = await openFilled();
    const { exitCode, err } = await run('drop', '--all');
    expect(exitCode).to.equal(2);
    expect(err).to.include('--yes');
    expect(spool.spooled('TEST').setAsideRows).to.equal(2);
  });

  it('exports rows, and imports them once', async () => {
    const spool = await openFilled();
    const exported = await run('export', '--output', 'rows.jsonl');
    expect(exported).to.include({ exitCode: 0, err: '5 rows written.\n' });
    const lines = (await readFile(join(folder.path, 'rows.jsonl'), 'utf8')).trim().split('\n');
    expect(JSON.parse(lines[4] ?? '')).to.deep.include({
      mandator: 'PROD',
      setAside: null,
      types: { Name: 'nvarchar(64)', Number: 'int' },
      values: { Name: 'c', Number: 1 },
    });
    expect((await run('import', 'rows.jsonl')).out).to.equal('0 rows added, 5 there already.\n');
    await run('drop', '--all', '--queued', '--yes');
    expect((await run('import', 'rows.jsonl')).out).to.equal('5 rows added, 0 there already.\n');
    expect(spool.spooled('TEST').setAsideRows).to.equal(2);
    await spool.empty();
    expect(folder.stored()).to.deep.equal(['good', 'a', 'b', 'c']);
  });

  it('imports a row that was mended by hand', async () => {
    const spool = await openFilled();
    await spool.empty();
    const { out } = await run('export', '--set-aside', '--mandator', 'TEST');
    await run('drop', '--all', '--yes');
    const mended = out
      .replace('"Name":"bad"', '"Name":"mended"')
      .replace(/"setAside":\{[^}]*\}/, '"setAside":null')
      .split('\n')[0];
    await writeFile(join(folder.path, 'mended.jsonl'), `${mended ?? ''}\n`);
    await run('import', 'mended.jsonl');
    while (spool.spooled('TEST').queuedRows > 0) {
      spool.retryNow();
      await new Promise(setImmediate);
    }
    expect(folder.stored()).to.include('mended').and.not.include('bad');
  });

  it('imports nothing of a file with a mistake, and names the line', async () => {
    const spool = await openFilled();
    const good = (await run('export')).out.split('\n')[0] ?? '';
    await writeFile(
      join(folder.path, 'rows.jsonl'),
      `${good.replace(/"key":"./, '"key":"0')}\n{"mandator":1}\n`,
    );
    const { exitCode, err } = await run('import', 'rows.jsonl');
    expect(exitCode).to.equal(1);
    expect(err).to.include('line 2: ').and.include('mandator');
    expect(spool.spooled().queuedRows + spool.spooled('TEST').setAsideRows).to.equal(5);
  });

  it('exports what can be read of a corrupt file', async () => {
    const spool = await folder.open();
    spool.inner.failWith(AWAY);
    await spool.write('PROD', rowsNamed(...Array.from({ length: 2000 }, (_, index) => `row ${index}`)));
    await spool.close();
    const bytes = await readFile(folder.spoolFile);
    await writeFile(join(folder.path, 'aside.db'), bytes.fill(0x5a, 20 * 4096, 30 * 4096));
    const { exitCode, out, err } = await run('export', '--file', 'aside.db');
    expect(exitCode).to.equal(1);
    expect(err).to.include('other rows could not be read');
    expect(out.trim().split('\n').length).to.be.within(1000, 1999);
  });

  for (const args of [
    ['retry'],
    ['drop', '--yes'],
    ['list', '--older-than', 'soon'],
    ['show', 'x'],
    ['list', '--limit', '0'],
    ['nothing'],
  ]) {
    it(`calls ${args.join(' ')} wrong usage`, async () => {
      expect((await run(...args)).exitCode).to.equal(2);
    });
  }

  it('fails with a sentence where there is no spool, or no database', async () => {
    const none = await run('status');
    expect(none.exitCode).to.equal(1);
    expect(none.err).to.include('spool.db does not exist');
    await writeFile(join(folder.path, 'other.txt'), 'this is no database'.repeat(100));
    const other = await run('status', '--file', 'other.txt');
    expect(other.exitCode).to.equal(1);
    expect(other.err).to.include('other.txt').and.include('not a database');
  });

  it('answers in JSON what it did', async () => {
    await openFilled();
    const [first = '', second = ''] = await setAsideNumbers();
    expect(JSON.parse((await run('drop', first, '--yes', '--json')).out)).to.deep.equal({ dropped: 1 });
    await run('export', '--output', 'rows.jsonl');
    expect(JSON.parse((await run('drop', second, '--yes', '--json')).out)).to.deep.equal({ dropped: 1 });
    const imported = await run('import', 'rows.jsonl', '--json');
    expect(JSON.parse(imported.out)).to.deep.equal({ added: 1, there: 3 });
    expect(JSON.parse((await run('retry', '--all', '--json')).out)).to.deep.equal({ requeued: 1 });
  });

  it('asks on a terminal before it deletes, in its language', async () => {
    await openFilled();
    const answer = (types: string, LANG: string): Promise<CliResult> =>
      runCli(
        ['spool', 'drop', '--all'],
        { cwd: folder.path, env: { SYNC_DATA_DIR: folder.path, SYNC_STORE: 'sqlite', LANG } },
        { columns: 80, types },
      );
    const no = await answer('n\n', 'en');
    expect(no).to.deep.equal({
      exitCode: 0,
      err: 'Delete 2 rows for good? [y/N] ',
      out: 'Nothing is deleted.\n',
    });
    expect((await answer('\n', 'de')).out).to.equal('Nichts wird verworfen.\n');
    expect((await answer('', 'de')).out).to.equal('Nichts wird verworfen.\n');
    expect(await answer('ja\n', 'de')).to.deep.equal({
      exitCode: 0,
      err: '2 Zeilen endgültig verwerfen? [j/N] ',
      out: '2 Zeilen verworfen.\n',
    });
  });

  it('speaks German where the locale does', async () => {
    await openFilled();
    const inGerman = async (...args: string[]): Promise<string> => {
      const env = { SYNC_DATA_DIR: folder.path, SYNC_STORE: 'sqlite', LANG: 'de_CH.UTF-8' };
      const { out, err } = await runCli(['spool', ...args], { cwd: folder.path, env });
      return out + err;
    };
    expect(await inGerman('status')).to.match(/^Mandant +Wartend +Grösse +Älteste +Zurückgestellt$/m);
    expect(await inGerman('list', '--set-aside')).to.match(/^\d+ +TEST +\S+ +zurückgestellt +2628 /m);
    const [number = ''] = await setAsideNumbers();
    expect(await inGerman('show', number))
      .to.match(/^Zustand +zurückgestellt 2/m)
      .and.match(/^Grund +String/m);
    expect(await inGerman('show', '99999')).to.equal('Die Zeile 99999 gibt es im Spool nicht (mehr).\n');
    expect(await inGerman('list', '--file', 'none.db')).to.match(/none\.db gibt es nicht: erwartet wird/);
    expect(await inGerman('retry', '--all')).to.equal('2 Zeilen wieder eingereiht.\n');
  });
});
