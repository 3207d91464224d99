import { expect } from 'chai';
import { createStatusSource, type StatusParts, type StatusSource } from '../../../src/admin/status-source.ts';
import { createWatch } from '../../../src/admin/watch.ts';
import { loadSettings } from '../../../src/config/settings.ts';
import type { StoreStatus } from '../../../src/store/store.ts';

const STATUS: StoreStatus = {
  mandator: 'PROD',
  state: 'ready',
  waitingRows: 0,
  lastCommitAt: new Date('2026-11-22T12:00:00Z'),
  error: null,
};

describe('the source of the status', () => {
  let now: number;
  let asked: { store: number; subscriptions: number; setAside: number };
  let status: StoreStatus;

  function open(changes: Partial<StatusParts> = {}): StatusSource {
    const snapshot = { takenAt: '', storageError: null, totals: [], subscriptions: [] };
    const parts: StatusParts = {
      settings: loadSettings({ env: { SYNC_MANDATORS: 'PROD' }, cwd: '/srv', platform: 'linux' }),
      service: {
        version: '1.2.3',
        node: 'v24',
        processId: 1,
        startedAt: '',
        address: '',
        paths: [],
        store: 'mssql',
        table: 'dbo.T',
        mapping: null,
        dataDir: '/srv/data',
      },
      databases: { PROD: 'db/ROOMS' },
      watch: createWatch({ version: '1.2.3', store: 'mssql', mandators: ['PROD'], eventKinds: [] }),
      logLevel: () => 'info',
      store: () => {
        asked.store += 1;
        return [status];
      },
      subscriptions: {
        totals: () => [],
        storageError: () => null,
        gradualSnapshot: () => {
          asked.subscriptions += 1;
          return Promise.resolve(snapshot);
        },
      },
      mirror: () => null,
      ranges: () => null,
      certificateEnds: () => null,
      disk: { space: () => Promise.resolve(null) },
      setAside: {
        rows: (total) => {
          asked.setAside = total;
          return Promise.resolve({ total, rows: [] });
        },
        forget: () => undefined,
      },
      ...changes,
    };
    return createStatusSource(parts, () => now);
  }

  beforeEach(() => {
    now = 0;
    asked = { store: 0, subscriptions: 0, setAside: 0 };
    status = STATUS;
  });

  it('gives one answer to all who ask at once, and for a second', async () => {
    const source = open();
    const [one, other] = await Promise.all([source.collectStatus(), source.collectStatus()]);
    now = 999;
    expect(await source.collectStatus())
      .to.equal(one)
      .and.equal(other);
    expect(asked).to.include({ store: 1, subscriptions: 1 });
    now = 1000;
    expect(await source.collectStatus()).to.not.equal(one);
  });

  it('collects less often what takes long', async () => {
    const snapshot = { takenAt: '', storageError: null, totals: [], subscriptions: [] };
    const gradualSnapshot = (): Promise<typeof snapshot> => {
      now += 500;
      return Promise.resolve(snapshot);
    };
    const source = open({ subscriptions: { totals: () => [], storageError: () => null, gradualSnapshot } });
    const one = await source.collectStatus();
    now = 5499;
    expect(await source.collectStatus()).to.equal(one);
    now = 5500;
    expect(await source.collectStatus()).to.not.equal(one);
  });

  it('answers anew after something was changed', async () => {
    const source = open();
    const one = await source.collectStatus();
    source.forget();
    expect(await source.collectStatus()).to.not.equal(one);
  });

  it('answers the next one after a failure', async () => {
    let isBroken = true;
    const source = open({
      store: () => {
        if (isBroken) {
          throw new Error('broken');
        }
        return [status];
      },
    });
    expect(await source.collectStatus().catch((error: unknown) => String(error))).to.equal('Error: broken');
    isBroken = false;
    expect((await source.collectStatus()).mandators).to.have.length(1);
  });

  it('does not look at the subscriptions for probes', async () => {
    await open().collectReady();
    expect(asked).to.include({ store: 1, subscriptions: 0 });
  });

  it('is plain data of one moment, with the database of each mandator', async () => {
    status = {
      ...STATUS,
      spool: {
        state: 'waiting',
        queuedRows: 3,
        queuedBytes: 300,
        setAsideRows: 2,
        oldestAt: new Date('2026-11-22T11:00:00Z'),
        overdue: false,
        since: new Date('2026-11-22T11:00:00Z'),
        reason: 'no route',
        fileBytes: 4096,
        error: null,
      },
    };
    const collected = await open().collectStatus();
    expect(collected).to.deep.equal(JSON.parse(JSON.stringify(collected)));
    expect(collected.mandators[0]).to.deep.include({
      mandator: 'PROD',
      isDefault: true,
      database: 'db/ROOMS',
      lastCommitAt: '2026-11-22T12:00:00.000Z',
    });
    expect(collected.mandators[0]?.spool?.oldestAt).to.equal('2026-11-22T11:00:00.000Z');
    expect(asked.setAside).to.equal(2);
    expect(collected.problems.map(({ code }) => code)).to.deep.equal([
      'database_away',
      'rows_set_aside',
      'never_heard',
      'open_to_all',
    ]);
  });
});
