import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { expectNothingLost } from '../../support/trial/expect-nothing-lost.ts';
import { spoolTotals } from '../../support/trial/spool-totals.ts';
import { openServerDatabase } from '../../support/trial/trial-database.ts';
import { openTrial } from '../../support/trial/trial.ts';
import type { Trial } from '../../support/trial/trial.ts';
import { until } from '../../support/until.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const JUMPING_CLOCK = fileURLToPath(new URL('../../support/jumping-clock.ts', import.meta.url));
const DAY = 86_400_000;

describe('a clock that is set forward and back', function () {
  this.timeout(60_000);
  const folder = useTempFolder();
  let trial: Trial;

  afterEach(() => trial.close());

  it('neither loses nor doubles nor stops anything, while the database is there and while it is away', async () => {
    const file = join(folder.path, 'offset');
    const jump = (ms: number): void => writeFileSync(file, String(ms));
    jump(0);
    const database = await openServerDatabase();
    trial = await openTrial({
      database,
      env: { JUMPING_CLOCK: file },
      nodeOptions: ['--import', JUMPING_CLOCK],
    });
    await trial.launch();
    for (const ms of [365 * DAY, -DAY, -3650 * DAY]) {
      jump(ms);
      await trial.acknowledge(20);
    }
    await database.server.stop();
    await until('the spool has taken over', () => spoolTotals(trial.dataDir).queued > 0);
    for (const ms of [3650 * DAY, -DAY, 0, -365 * DAY]) {
      jump(ms);
      await trial.acknowledge(20);
    }
    await database.server.start();
    await expectNothingLost(trial, 140);

    const years = new Set(
      database.server
        .database('ROOMS')
        .rows('dbo.SyncNotification')
        .map((row) => new Date(String(row['ReceivedAt'])).getUTCFullYear()),
    );
    expect(years.size).to.be.greaterThan(2);
  });
});
