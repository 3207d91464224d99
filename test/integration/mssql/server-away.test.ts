import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'chai';
import type { ConnectionConfiguration } from 'tedious';
import type { Row, Table } from '../../../src/mapping/table.ts';
import { openMssqlStore } from '../../../src/store/mssql/mssql-store.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import type { Store } from '../../../src/store/store.ts';
import { createKeptLog } from '../../support/kept-log.ts';
import { freePort } from '../../support/free-port.ts';

const TABLE: Table = {
  schema: 'dbo',
  name: 'T',
  identity: null,
  columns: [{ name: 'A', type: { kind: 'int' } }],
  digestIndex: -1,
  keyIndexes: [0],
};
const ROW: Row = { values: [1], key: '00' };

function configFor(port: number): ConnectionConfiguration {
  return {
    server: '127.0.0.1',
    authentication: { type: 'default', options: { userName: 'u', password: 'Hid-den-1' } },
    options: { port, encrypt: false, connectTimeout: 60_000 },
  };
}

describe('a SQL Server that is away', () => {
  const log = createKeptLog();
  let store: Store | null = null;

  function open(port: number, writeTimeoutMs = 400): Promise<Store> {
    const mandators = [{ name: 'PROD', config: configFor(port) }];
    return openMssqlStore({
      table: TABLE,
      mandators,
      log,
      writeTimeoutMs,
      closeTimeoutMs: 100,
      startPatienceMs: 100,
    });
  }

  afterEach(async () => {
    await store?.close();
    store = null;
  });

  it('does not keep the service from starting, and the status says why it is away', async () => {
    const port = await freePort();
    store = await open(port);
    const [status] = store.status();
    expect(status).to.include({ mandator: 'PROD', state: 'down', waitingRows: 0, lastCommitAt: null });
    expect(status?.error).to.match(/mandator PROD on 127\.0\.0\.1.*ECONNREFUSED.*check that the server runs/);
    expect(log.lines.filter(({ message }) => message === 'database does not take rows')).to.have.lengthOf(1);
  });

  it('makes writes fail as transient, without the password anywhere', async () => {
    store = await open(await freePort());
    const error: unknown = await store.write('PROD', [ROW]).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(StoreError).and.include({ class: 'transient', code: 'ESOCKET' });
    expect(JSON.stringify([String(error), log.lines, store.status()])).not.to.include('Hid-den');
  });

  it('refuses a mandator that has no database', async () => {
    store = await open(await freePort());
    const error: unknown = await store.write('TEST', [ROW]).catch((reason: unknown) => reason);
    expect(error).to.include({ class: 'schema', code: 'MANDATOR' });
  });

  describe('because it takes connections and says nothing', () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    let port: number;

    before(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
    });

    after(async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    });

    it('is `connecting`, and writes do not wait longer than they may', async () => {
      store = await open(port);
      expect(store.status()[0]?.state).to.equal('connecting');
      const error: unknown = await store.write('PROD', [ROW]).catch((reason: unknown) => reason);
      expect(error).to.include({ class: 'transient' });
    });

    it('does not keep the store from closing, nor leaves a socket behind', async () => {
      store = await open(port, 60_000);
      const write = store.write('PROD', [ROW]).catch((reason: unknown) => reason);
      await store.close();
      expect(await write).to.include({ class: 'transient', code: 'CLOSED' });
      expect(await store.write('PROD', [ROW]).catch((reason: unknown) => reason)).to.include({
        code: 'CLOSED',
      });
      for (const socket of sockets) {
        if (!socket.closed) {
          await once(socket.resume(), 'close');
        }
      }
    });
  });
});
