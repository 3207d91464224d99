import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';

/**
 * Makes `docs/images/status-page.png`: the status page of a real service before the TDS test server, after an hour of
 * the simulator's traffic. The calendar of this process runs so many times faster than the machine's that the hour
 * takes a minute; reply times are real. Needs Chromium (`CHROMIUM_PATH`).
 */
const SPEED = 60;
const MINUTES = 61;
const STEP_MS = 50;
const TARGET = fileURLToPath(new URL('../docs/images/status-page.png', import.meta.url));
const LOGIN = 'rooms_sync';
const PASSWORD = 'Se-cret-1';

const folder = await mkdtemp(join(tmpdir(), 'sync-notification-'));
const offsetFile = join(folder, 'offset');
writeFileSync(offsetFile, '0');
process.env['JUMPING_CLOCK'] = offsetFile;
await import('../test/support/jumping-clock.ts');

// Whatever is told the time has to be imported after the calendar was replaced.
const { createFastClock } = await import('../src/exchange/fast-clock.ts');
const { createSender } = await import('../src/exchange/sender.ts');
const { startSimulator } = await import('../src/exchange/simulator.ts');
const { createTableScript } = await import('../src/store/mssql/create-table.ts');
const { launchChromium } = await import('../test/support/chromium.ts');
const { mappingOf } = await import('../test/support/message.ts');
const { startTestService } = await import('../test/support/service.ts');
const { startTdsServer } = await import('../test/support/tds-server/start-tds-server.ts');
const { until } = await import('../test/support/until.ts');

const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true })];
try {
  const browser = await launchChromium();
  if (browser !== null) {
    closers.push(() => browser.close());
    await show(browser, await runAnHour());
    console.log(`written: ${TARGET}`);
  }
} finally {
  for (const close of closers.toReversed()) {
    await close();
  }
}

/** @returns the address of the status page, once an hour of traffic has gone through the service */
async function runAnHour(): Promise<string> {
  const mandators = { PROD: 'ROOMS', TEST: 'ROOMS_TEST' };
  const logins = { [LOGIN]: { password: PASSWORD }, sa: { password: 'Adm-in-1' } };
  const server = await startTdsServer({ logins, databases: Object.values(mandators) });
  closers.push(() => server.close());
  const env: Record<string, string> = {
    SYNC_ADMIN_PORT: '0',
    SYNC_DEFAULT_MANDATOR: 'PROD',
    SYNC_ALLOW: 'exchange-online,loopback',
    SYNC_TRUST_PROXY: 'loopback',
  };
  for (const [mandator, name] of Object.entries(mandators)) {
    const database = server.database(name);
    await database.execute(createTableScript(mappingOf().table));
    database.grant(LOGIN, 'dbo.SyncNotification', 'SELECT', 'INSERT');
    env[`SYNC_CONNECTION_STRING_${mandator}`] = server.connectionString(name, LOGIN);
  }
  const service = await startTestService({ env });
  closers.push(() => service.stop());
  await until('the listener for administrators is open', () => service.adminAddress !== null);

  const begun = performance.now();
  const forward = setInterval(() => {
    const offset = (performance.now() - begun) * (SPEED - 1);
    writeFileSync(offsetFile, String(Math.round(offset)));
  }, STEP_MS);
  closers.push(() => {
    clearInterval(forward);
    return Promise.resolve();
  });
  // The traffic goes on while the picture is taken.
  for (const [index, mandator] of Object.keys(mandators).entries()) {
    const sender = createSender({
      url: `${service.url}?${mandator}`,
      concurrency: 8,
      timeoutMs: 30_000,
      headers: { 'X-Forwarded-For': `52.97.133.${194 + index}` },
    });
    const simulator = startSimulator({
      subscriptions: mandator === 'PROD' ? 38 : 4,
      // Events a second, simulated.
      rate: mandator === 'PROD' ? 0.6 : 0.04,
      statusFrequencyMs: 10 * 60_000,
      seed: mandator,
      clock: createFastClock(SPEED),
      send: ({ body }) => sender.send(body),
    });
    closers.push(async () => {
      await simulator.abort();
      sender.close();
    });
  }
  await new Promise((resolve) => setTimeout(resolve, (MINUTES * 60_000) / SPEED));
  return service.adminAddress ?? '';
}

/** Takes the picture of what is seen without scrolling. */
async function show(browser: Browser, address: string): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 1010 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  await page.goto(`${address}/`);
  await page.locator('#headline').waitFor();
  await page.screenshot({ path: TARGET });
}
