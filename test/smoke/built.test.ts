import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { useTempFolder } from '../support/temp-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const packet = join(root, 'test/fixtures/samples/seed-packet.xml');

/** Starts the built service and waits for the line that says where it listens. */
async function startBuilt(dataDir: string): Promise<{ port: string; stop(): Promise<number | null> }> {
  const child = spawn(process.execPath, [join(root, 'dist/main.js')], {
    cwd: dataDir,
    env: { PATH: process.env['PATH'], PORT: '0', HOST: '127.0.0.1', SYNC_ADMIN_PORT: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for await (const line of createInterface(child.stdout)) {
    const port = /"address":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(line)?.[1];
    if (port !== undefined) {
      child.stdout.resume();
      return {
        port,
        stop() {
          child.kill('SIGTERM');
          return exit;
        },
      };
    }
  }
  throw new Error(`the built service ended with ${String(await exit)}`);
}

describe('the built service', () => {
  const folder = useTempFolder();

  it('makes two rows of the sample packet and stops when it is told to', async () => {
    const service = await startBuilt(folder.path);
    const response = await fetch(
      `http://127.0.0.1:${service.port}/Webservices/SyncNotification.svc?Default`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'text/xml; charset=utf-8',
          SOAPAction: 'http://schemas.microsoft.com/exchange/services/2006/messages/SendNotification',
        },
        body: readFileSync(packet),
      },
    );
    expect(response.status).to.equal(200);
    expect(await response.text()).to.include('<SubscriptionStatus>OK</SubscriptionStatus>');
    expect(await service.stop()).to.equal(0);
    const database = new DatabaseSync(join(folder.path, 'data/sync-notification.db'), { readOnly: true });
    expect(database.prepare('SELECT count(*) AS n FROM SyncNotification').get()?.['n']).to.equal(2);
    database.close();
  });

  it('has the commands', async () => {
    const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'mapping', 'default'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks = await child.stdout.toArray();
    const mapping = JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as { table: string };
    expect(mapping.table).to.equal('dbo.SyncNotification');
  });
});
