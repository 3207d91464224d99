import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { openSqliteRow } from '../../../../src/store/sqlite/single-row.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite-store.ts';
import { defineTable, rowOf } from '../../../support/rows.ts';
import { readRows } from '../../../support/service.ts';
import { useTempFolder } from '../../../support/temp-folder.ts';

const TABLE = defineTable({ ItemId: 'nvarchar(64)', Note: 'nvarchar(64)' }, { digest: 'EventKey' });
const ROW = rowOf(TABLE, 'AbC', 'mark');
const OTHER = rowOf(TABLE, 'abc', 'mark');

describe('one row of the embedded store', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder.path, 'store.db');
  const items = (): unknown[] => readRows(file(), 'T').map(({ ItemId }) => ItemId);
  const write = async (): Promise<void> => {
    const store = await openSqliteStore({ file: file(), table: TABLE, mandators: ['PROD'] });
    await store.write('PROD', [ROW, OTHER]);
    await store.close();
  };

  it('is found and removed by its key, and no other row', async () => {
    await write();
    const one = openSqliteRow(file(), { table: TABLE, row: ROW, proofIndexes: [1] });
    expect(await one.count()).to.equal(1);
    expect(await one.remove()).to.deep.equal({ found: 1, isRemoved: true });
    expect(await one.remove()).to.deep.equal({ found: 0, isRemoved: false });
    one.close();
    expect(items()).to.deep.equal(['abc']);
  });

  it('is left alone where it does not say what proves it', async () => {
    await write();
    const proof = { ...ROW, values: ['AbC', 'other', ROW.values[2] ?? null] };
    const one = openSqliteRow(file(), { table: TABLE, row: proof, proofIndexes: [1] });
    expect(await one.remove()).to.deep.equal({ found: 0, isRemoved: false });
    one.close();
    expect(items()).to.deep.equal(['AbC', 'abc']);
  });

  it('is waited for while another transaction is open, and not for ever', async () => {
    await write();
    const database = new DatabaseSync(file());
    database.exec('BEGIN IMMEDIATE');
    const one = openSqliteRow(file(), { table: TABLE, row: ROW, proofIndexes: [], busyTimeoutMs: 10 });
    const failure = await one.remove().catch((error: unknown) => error);
    expect(failure).to.include({ name: 'StoreError', code: 'SQLITE_BUSY' });
    one.close();
    const patient = openSqliteRow(file(), { table: TABLE, row: ROW, proofIndexes: [] });
    const removal = patient.remove();
    database.exec('ROLLBACK');
    database.close();
    expect(await removal).to.deep.equal({ found: 1, isRemoved: true });
    patient.close();
  });

  it('is not looked for where there is no file, and none is made', () => {
    const open = (): unknown => openSqliteRow(file(), { table: TABLE, row: ROW, proofIndexes: [] });
    expect(open).to.throw('does not exist').that.includes({ code: 'NO_FILE' });
    expect(open).to.throw('does not exist');
  });
});
