import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Source of the accessibility checks. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page of a browser, with whatever it complained of. */
export interface OpenedPage {
  readonly page: Page;
  /** What the console said and what did not load. */
  readonly complaints: string[];
}

/** Opens an address in a context of its own, so that nothing of another test is remembered. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { readonly prepare?: (page: Page) => Promise<void> } = {},
): Promise<OpenedPage> {
  const { prepare, ...contextOptions } = options;
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1200, height: 900 },
    ...contextOptions,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await prepare?.(page);
  await page.goto(url, { waitUntil: 'load' });
  return { page, complaints };
}

/** Serious and critical violations of WCAG 2.2 A and AA and of good practice: rule, and where. */
export async function violations(page: Page): Promise<string[]> {
  // Through the debugger: the page's policy lets no script in that is not its own.
  await page.evaluate(AXE);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: Pick<typeof Axe, 'run'> }).axe.run({ resultTypes: ['violations'] }),
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 5).map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** How many pixels the page is wider than the screen. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
