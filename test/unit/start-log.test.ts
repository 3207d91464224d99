import { expect } from 'chai';
import { loadSettings } from '../../src/config/settings.ts';
import { eventIdOf } from '../../src/log/event-ids.ts';
import type { Logger } from '../../src/log.ts';
import { loadMapping } from '../../src/mapping/load-mapping.ts';
import { logStart } from '../../src/start-log.ts';

type Line = readonly [level: string, message: string, fields: Readonly<Record<string, unknown>>];

const DATABASE = 'Server=sql01;Database=ROOMS;User Id=svc;Password=hunter2';

async function started(env: Readonly<Record<string, string>>): Promise<Line[]> {
  const settings = loadSettings({ env, cwd: '/srv', readFile: () => Buffer.from('') });
  const mapping = await loadMapping(undefined);
  const lines: Line[] = [];
  const note =
    (level: string): Logger['info'] =>
    (message, fields = {}) =>
      lines.push([level, message, fields]);
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const service = { address: 'http://127.0.0.1:8080', adminAddress: 'http://127.0.0.1:8081', mapping };
  logStart(log, settings, service, '/logs/today.log');
  return lines;
}

describe('the first lines of the log', () => {
  it('are one record in JSON, with everything a support ticket asks for', async () => {
    const [first, ...more] = await started({
      SYNC_CONNECTION_STRING_PROD: DATABASE,
      SYNC_CONNECTION_STRING_TEST: DATABASE.replace('sql01', 'sql02,1444'),
      SYNC_ALLOW: 'private',
    });
    expect(more).to.deep.equal([]);
    expect(first?.[1]).to.equal('service started');
    expect(first?.[2]).to.deep.include({
      address: 'http://127.0.0.1:8080',
      admin: 'http://127.0.0.1:8081',
      node: process.version,
      processId: process.pid,
      store: 'mssql',
      table: 'dbo.SyncNotification',
      databases: { PROD: 'sql01/ROOMS', TEST: 'sql02,1444/ROOMS' },
      mapping: 'built in',
      spool: '/srv/data/spool.db',
      dataDir: '/srv/data',
      logFile: '/logs/today.log',
      allow: ['private'],
    });
    expect(first?.[2]['version']).to.match(/^\d+\.\d+\.\d+/);
    expect(JSON.stringify(first)).to.not.contain('hunter2');
  });

  it('are a line a thing in text, the mandators one by one', async () => {
    const lines = await started({
      SYNC_LOG_FORMAT: 'text',
      SYNC_MANDATORS: 'PROD,TEST',
      SYNC_ALLOW: 'private',
    });
    expect(lines.map(([, message]) => message)).to.deep.equal([
      'service started',
      'it is reached at',
      'it may be called by',
      'it writes',
      'it serves',
      'it serves',
      'its files',
    ]);
    expect(lines[0]?.[2]).to.include({ address: 'http://127.0.0.1:8080', processId: process.pid });
    expect(lines[4]?.[2]).to.deep.equal({
      mandator: 'PROD',
      database: '/srv/data/sync-notification.db',
      isDefault: true,
    });
  });

  it('warn of a retired mandator that does not exist, whatever the case of those that do', async () => {
    const lines = await started({
      SYNC_MANDATORS: 'PROD,TEST',
      SYNC_RETIRED_MANDATORS: 'test,OLD',
      SYNC_ALLOW: 'private',
    });
    expect(lines.slice(1).map(([level, message, { unknown }]) => [level, message, unknown])).to.deep.equal([
      ['warn', 'retiredMandators names no mandator', ['OLD']],
    ]);
    expect(eventIdOf('retiredMandators names no mandator')?.id).to.equal(106);
  });

  it('warn where everybody may call', async () => {
    const lines = await started({ SYNC_ALLOW: 'any' });
    expect(lines[1]?.[1]).to.contain('from everybody');
  });
});
