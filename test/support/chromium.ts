import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Nothing but the page under test is asked for: no updates, no sync, no start page. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the machine's own Chromium: `CHROMIUM_PATH`, else Debian's `/usr/bin/chromium`. The caller closes it.
 *
 * @returns the browser, or null, with the reason printed, where there is none, so that a suite can skip
 * @throws Error when the browser is there and does not start: that is a failure, not a reason to skip
 */
export async function launchChromium(): Promise<Browser | null> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    process.stdout.write(`skipped: no Chromium at ${executablePath} (CHROMIUM_PATH names another place)\n`);
    return null;
  }
  return chromium.launch({ executablePath, args: FLAGS });
}
