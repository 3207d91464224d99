import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { Row } from '../../../../src/mapping/table.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite-store.ts';
import type { StoreError } from '../../../../src/store/store-error.ts';
import type { Store } from '../../../../src/store/store.ts';
import { mappingOf, rowsOf, sample } from '../../../support/message.ts';
import { useTempFolder } from '../../../support/temp-folder.ts';

describe('openSqliteStore', () => {
  const folder = useTempFolder();
  const { table } = mappingOf();
  const stores: Store[] = [];
  const open = async (file = join(folder.path, 'store.db'), target = table): Promise<Store> => {
    const store = await openSqliteStore({ file, table: target, mandators: ['Default'] });
    stores.push(store);
    return store;
  };
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
  });
  const read = (sql: string): Record<string, unknown>[] => {
    const database = new DatabaseSync(join(folder.path, 'store.db'), { readOnly: true });
    try {
      return database
        .prepare(sql)
        .all()
        .map((row) => ({ ...row }));
    } finally {
      database.close();
    }
  };

  it('has rows in the file before the write resolves', async () => {
    const store = await open();
    await store.write('Default', rowsOf(sample('seed-packet.xml')));
    expect(read('SELECT Id, Mandator, EventType, MoreEvents FROM SyncNotification')).to.deep.equal([
      { Id: 1, Mandator: 'Default', EventType: 'ModifiedEvent', MoreEvents: 0 },
      { Id: 2, Mandator: 'Default', EventType: 'ModifiedEvent', MoreEvents: 0 },
    ]);
  });

  it('keeps rows once, however often they are written, also after a restart', async () => {
    const rows = rowsOf(sample('all-kinds.xml'));
    const store = await open();
    expect(await store.write('Default', rows)).to.deep.equal({ written: rows.length, duplicates: 0 });
    expect(await store.write('Default', rows)).to.deep.equal({ written: 0, duplicates: rows.length });
    await store.close();
    const again = await open();
    expect(await again.write('Default', rows)).to.deep.equal({ written: 0, duplicates: rows.length });
    expect(read('SELECT count(*) AS n FROM SyncNotification')[0]?.['n']).to.equal(rows.length);
  });

  it('syncs every commit to the disk and lets others read meanwhile', async () => {
    await open();
    expect(read('PRAGMA journal_mode')[0]?.['journal_mode']).to.equal('wal');
  });

  it('lets two processes write the same rows without doubling them', async () => {
    const rows = rowsOf(sample('all-kinds.xml'));
    const [one, two] = await Promise.all([open(), open()]);
    await Promise.all(rows.flatMap((row) => [one.write('Default', [row]), two.write('Default', [row])]));
    expect(read('SELECT count(*) AS n FROM SyncNotification')[0]?.['n']).to.equal(rows.length);
  });

  it('has a key of its own where the mapping names no digest column', async () => {
    const mapping = mappingOf({
      table: '[my schema].[a "quoted" table]',
      events: ['ModifiedEvent'],
      columns: [{ name: 'the "W"', type: 'nvarchar(64)', context: 'event', value: 't:Watermark' }],
      key: ['the "W"'],
    });
    const store = await open(join(folder.path, 'store.db'), mapping.table);
    const rows = rowsOf(sample('seed-packet.xml'), mapping);
    await store.write('Default', rows);
    expect(await store.write('Default', rows)).to.deep.equal({ written: 0, duplicates: 2 });
    expect(read('SELECT "the ""W""" FROM "a ""quoted"" table"')).to.have.length(2);
  });

  it('adds columns that the mapping has gained', async () => {
    const columns = [{ name: 'W', type: 'nvarchar(64)', context: 'event', value: 't:Watermark' } as const];
    const file = { table: 'T', events: ['ModifiedEvent'], columns, key: ['W'] } as const;
    const before = mappingOf({ ...file, events: ['ModifiedEvent'], columns: [...columns], key: ['W'] });
    await (await open(undefined, before.table)).close();
    const after = mappingOf({
      ...file,
      events: ['ModifiedEvent'],
      columns: [...columns, { name: 'Kind', type: 'nvarchar(32)', context: 'event', value: '$eventType' }],
      key: ['W'],
    });
    const store = await open(undefined, after.table);
    await store.write('Default', rowsOf(sample('seed-packet.xml'), after));
    expect(read('SELECT Kind FROM T')[0]?.['Kind']).to.equal('ModifiedEvent');
  });

  it('writes all rows of a message or none', async () => {
    const store = await open();
    const [good, second] = rowsOf(sample('seed-packet.xml')) as [Row, Row];
    const unfit: Row = { ...second, values: second.values.map(() => ({}) as never) };
    const failure = await store.write('Default', [good, unfit]).then(
      () => null,
      (error: unknown) => error as StoreError,
    );
    expect(failure?.name).to.equal('StoreError');
    expect(read('SELECT count(*) AS n FROM SyncNotification')[0]?.['n']).to.equal(0);
    expect(store.status()[0]).to.include({ state: 'down', waitingRows: 0 });
    await store.write('Default', [good]);
    expect(store.status()[0]).to.include({ state: 'ready', error: null });
  });

  it('says what is wrong with a file that is no database', async () => {
    const file = join(folder.path, 'store.db');
    await writeFile(file, 'this is no database'.repeat(100));
    const failure = await open(file).then(
      () => null,
      (error: unknown) => error as StoreError,
    );
    expect(failure).to.include({ name: 'StoreError', class: 'schema', code: 'SQLITE_NOTADB' });
    expect(failure?.message).to.include(file);
  });

  it('says what is wrong with a folder that cannot be made', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const failure = await open(join(folder.path, 'file', 'data', 'store.db')).then(
      () => null,
      (error: unknown) => error as StoreError,
    );
    expect(failure).to.include({ name: 'StoreError', class: 'credentials', code: 'MKDIR' });
  });
});
