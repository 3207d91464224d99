import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { ServiceStatus } from '../../../src/admin/status.ts';
import { openAdmin, type AdminUnderTest } from '../../support/admin.ts';
import { launchChromium } from '../../support/chromium.ts';
import { openPage, overflow, violations } from '../../support/page-browser.ts';
import { startPageServer, type PageServer } from '../../support/page-server.ts';
import { post, sample } from '../../support/post.ts';
import { emptyStatus, notificationOf } from '../../support/status.ts';
import { awayStatus, healthyStatus, largeStatus } from '../../support/status-states.ts';
import { openServerDatabase, type ServerDatabase } from '../../support/trial/trial-database.ts';

/** Enough notifications for their table to scroll; more of them would only make the checks slower. */
const fewer = (status: ServiceStatus): ServiceStatus => ({
  ...status,
  notifications: status.notifications.slice(0, 20),
});

const STATES: Readonly<
  Record<string, { readonly status: ServiceStatus; readonly en: RegExp; readonly de: RegExp }>
> = {
  empty: {
    status: emptyStatus(),
    en: /^Nothing has ever come from Exchange: /,
    de: /^Von Exchange ist noch nie etwas gekommen: /,
  },
  healthy: { status: fewer(healthyStatus()), en: /^All is well: /, de: /^Alles in Ordnung: / },
  'database away': {
    status: fewer(awayStatus()),
    en: /^The database of PROD has been away since /,
    de: /^Die Datenbank von PROD ist seit /,
  },
  '2,000 subscriptions': {
    status: fewer(largeStatus()),
    en: /^5 of 2,000 subscriptions of PROD are silent: /,
    de: /^5 von 2.000 Subscriptions von PROD sind stumm: /,
  },
};

describe('the status page in a browser', function () {
  this.timeout(60_000);
  const closers: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let server: PageServer;

  before(async function () {
    const launched = await launchChromium();
    if (launched === null) {
      this.skip();
    }
    browser = launched;
    closers.push(() => launched.close());
    server = await startPageServer();
    closers.push(() => server.close());
  });

  after(async () => {
    for (const close of closers.toReversed()) {
      await close();
    }
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  /** Opens the page with a clock that the test sets forward. */
  const openWithClock = async (query = ''): Promise<{ page: Page; complaints: string[] }> =>
    openPage(browser, server.url + query, { prepare: (page) => page.clock.install() });

  /** Lets the time pass after which the page asks again, and waits until it has taken the answer. */
  const refreshed = async (page: Page, taken: string): Promise<void> => {
    await page.clock.fastForward(10_100);
    await page.locator('#taken', { hasText: taken }).waitFor();
  };

  const later = (status: ServiceStatus, changes: Partial<ServiceStatus> = {}): ServiceStatus => ({
    ...status,
    takenAt: '2026-11-22T14:07:42.000Z',
    ...changes,
  });

  for (const [name, { status, en, de }] of Object.entries(STATES)) {
    for (const [language, locale, colorScheme, sentence] of [
      ['en', 'en-GB', 'light', en],
      ['de', 'de-CH', 'dark', de],
    ] as const) {
      it(`says how it is and is accessible: ${name}, ${language}, ${colorScheme}`, async () => {
        server.status = status;
        const { page, complaints } = await openPage(browser, server.url, { locale, colorScheme });

        expect(await page.locator('h1').innerText()).to.match(sentence);
        expect(await page.locator('html').getAttribute('lang')).to.equal(language);
        expect(await violations(page)).to.deep.equal([]);
        expect(complaints).to.deep.equal([]);
        await page.setViewportSize({ width: 360, height: 740 });
        expect(await overflow(page), 'pixels that the page is wider than a phone').to.equal(0);
      });
    }
  }

  it('is accessible on a phone, with everything unfolded, in the other pairs of scheme and language', async () => {
    server.status = STATES['database away']!.status;
    for (const [locale, colorScheme] of [
      ['en-GB', 'dark'],
      ['de-CH', 'light'],
    ] as const) {
      const { page } = await openPage(browser, server.url, {
        locale,
        colorScheme,
        viewport: { width: 360, height: 740 },
      });
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
      expect(await violations(page)).to.deep.equal([]);
      expect(await overflow(page)).to.equal(0);
    }
  });

  it('refreshes without losing what the reader has done', async () => {
    server.status = STATES['healthy']!.status;
    const { page, complaints } = await openWithClock('?q=ex1');
    await page.locator('#chart-spool summary').click();
    const scrolled = page.locator('#notifications .scroll');
    await scrolled.evaluate((region) => (region.scrollTop = 200));
    await page.locator('#search').focus();
    await page.locator('#search').evaluate((field: HTMLInputElement) => field.setSelectionRange(1, 3));
    const top = await page.evaluate(() => window.scrollY);

    server.status = later(server.status, {
      problems: awayStatus().problems,
      notifications: [notificationOf(999), ...server.status.notifications],
    });
    await refreshed(page, '14:07:42');

    expect(await page.locator('h1').innerText()).to.match(/^The database of PROD has been away/);
    expect(await page.title()).to.match(/^Trouble/);
    expect(await page.locator('#notifications tbody tr').count()).to.equal(21);
    expect(await page.locator('#chart-spool details').getAttribute('open')).not.to.equal(null);
    expect(await scrolled.evaluate((region) => region.scrollTop)).to.be.greaterThan(150);
    expect(
      await page.evaluate(() => {
        const field = document.activeElement as HTMLInputElement;
        return [field.id, field.value, field.selectionStart, field.selectionEnd];
      }),
    ).to.deep.equal(['search', 'ex1', 1, 3]);
    // The sentence above grew; what is read stays in view all the same.
    expect(await page.evaluate(() => window.scrollY)).to.be.at.least(top);
    expect(complaints).to.deep.equal([]);
  });

  it('shows after a refresh what it would show when loaded anew, whatever changed', async () => {
    const main = (page: Page): Promise<string> => page.locator('main').innerHTML();
    server.status = STATES['empty']!.status;
    const { page } = await openWithClock();
    for (const name of ['database away', '2,000 subscriptions', 'healthy', 'empty']) {
      const { status, en } = STATES[name]!;
      server.status = status;
      await page.clock.fastForward(10_100);
      await page.locator('h1', { hasText: en }).waitFor();
      const anew = await openPage(browser, server.url);
      expect(await main(page)).to.equal(await main(anew.page));
    }
  });

  it('says when the service cannot be reached, and takes it back', async () => {
    server.status = STATES['healthy']!.status;
    const { page } = await openWithClock();
    await page.route('**/*', (route) => route.abort());
    await page.clock.fastForward(10_100);
    await page.locator('#connection', { hasText: 'cannot be reached' }).waitFor();
    expect(await page.locator('h1').isVisible()).to.equal(true);

    await page.unroute('**/*');
    server.status = later(server.status);
    await refreshed(page, '14:07:42');
    expect(await page.locator('#connection').textContent()).to.equal('');
  });

  it('rests while nobody looks or it is told to, and catches up afterwards', async () => {
    server.status = STATES['healthy']!.status;
    const { page } = await openWithClock();
    await page.locator('#pause').click();
    expect(await page.locator('#pause').innerText()).to.equal('Resume');
    const shown = server.shown();
    await page.clock.fastForward(60_000);
    expect(server.shown()).to.equal(shown);
    server.status = later(server.status);
    await page.locator('#pause').click();
    await page.clock.fastForward(10);
    await page.locator('#taken', { hasText: '14:07:42' }).waitFor();

    const looked = server.shown();
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.clock.fastForward(60_000);
    expect(server.shown()).to.equal(looked);
  });

  it('shows times in the zone of the browser', async () => {
    server.status = STATES['healthy']!.status;
    const { page } = await openPage(browser, server.url, { timezoneId: 'Asia/Tokyo' });
    await page.locator('#taken', { hasText: '23:07:32 UTC+09:00' }).waitFor();
    expect(await page.locator('time').first().getAttribute('datetime')).to.match(/Z$/);
  });

  it('finds one of 2,000 while it is typed, and sorts by links', async () => {
    server.status = STATES['2,000 subscriptions']!.status;
    const { page } = await openWithClock();
    await page.locator('#search').pressSequentially('04d23959');
    await page.clock.fastForward(400);
    await page.locator('#subscriptions [role="status"]', { hasText: '1 of 2,000 found' }).waitFor();
    expect(await page.locator('#subscriptions tbody tr').count()).to.equal(1);
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('search');

    await page.getByRole('link', { name: 'Show all' }).click();
    await page.locator('#subscriptions').getByRole('link', { name: 'Events' }).click();
    await page.locator('th[aria-sort="descending"]', { hasText: 'Events' }).waitFor();
    const events = await page.locator('#subscriptions tbody tr td:nth-child(7)').allInnerTexts();
    const numbers = events.map((text) => Number(text.replaceAll(',', '')));
    expect(numbers)
      .to.have.length(25)
      .and.to.deep.equal(numbers.toSorted((a, b) => b - a));
  });

  it('works without JavaScript: search, sort, pages, language and forms', async () => {
    server.status = { ...largeStatus(), setAside: awayStatus().setAside };
    const { page } = await openPage(browser, server.url, { javaScriptEnabled: false });
    expect(await page.locator('#pause').isVisible()).to.equal(false);
    await page.locator('#search').fill('ex4');
    await page.getByRole('button', { name: 'Search' }).click();
    expect(await page.locator('#subscriptions [role="status"]').innerText()).to.equal('500 of 2,000 found');
    await page.getByRole('link', { name: 'Next' }).click();
    expect(await page.locator('.pages').innerText()).to.include('26 to 50 of 500');
    await page.getByRole('link', { name: 'Deutsch' }).click();
    expect(await page.locator('html').getAttribute('lang')).to.equal('de');
    expect(await page.locator('#search').inputValue()).to.equal('ex4');

    await page.getByRole('button', { name: 'Verwerfen …: Zeile 17' }).click();
    expect(await page.locator('h1').innerText()).to.equal('Zeile 17 endgültig verwerfen?');
    await page.getByRole('button', { name: 'Endgültig verwerfen' }).click();
    expect(await page.locator('#notice').innerText()).to.equal('1 Zeile wurde verworfen.');
    expect(await page.locator('html').getAttribute('lang')).to.equal('de');
    expect(server.asked.at(-1)).to.equal('drop 17');
  });

  it('can be used with the keyboard alone', async () => {
    server.status = STATES['database away']!.status;
    const { page } = await openPage(browser, server.url);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).to.equal('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('main');

    const region = page.locator('#notifications .scroll');
    await region.focus();
    await page.keyboard.press('End');
    await page.waitForFunction(
      () => (document.querySelector('#notifications .scroll')?.scrollTop ?? 0) > 100,
    );
    await page.getByRole('button', { name: 'Try again: Row 17' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#notice').waitFor();
    expect(await page.locator('#notice').innerText()).to.match(/^1 row is being tried again/);
    // Loading the page anew is no second try, and does not say so either.
    expect(page.url()).not.to.include('notice');
    expect(server.asked.at(-1)).to.equal('retry 17');
  });

  describe('of the real service', () => {
    let database: ServerDatabase;
    let admin: AdminUnderTest;

    before(async () => {
      // Item ids do not fit; those of folders do.
      database = await openServerDatabase((script) =>
        script.replace('[ItemId] nvarchar(512)', '[ItemId] nvarchar(3)'),
      );
      closers.push(() => database.close());
      admin = await openAdmin(database.env);
      closers.push(() => admin.service.stop());
      expect((await post(admin.service.port, { body: sample('all-kinds.xml') })).status).to.equal(200);
    });

    const url = (): string => `${admin.service.adminAddress ?? ''}/`;
    const waiting = async (): Promise<ServiceStatus['setAside']> => admin.json('/api/set-aside');

    it('drops a row that was set aside after asking, and tries the others again', async () => {
      let before = await waiting();
      while (before.total < 2) {
        before = await waiting();
      }
      const { page, complaints } = await openPage(browser, url());
      const first = String(before.rows[0]?.number);
      await page.locator('.headline').waitFor();
      expect(await page.locator('h1').innerText()).to.match(/The database refused \d+ rows of DEFAULT/);
      expect(await page.locator(`#row-${first}`).innerText()).to.include('truncated');

      await page.getByRole('button', { name: `Drop …: Row ${first}`, exact: true }).click();
      expect(await page.locator('h1').innerText()).to.equal(`Drop row ${first} for good?`);
      expect(await page.locator('main').innerText()).to.include('EventType');
      await page.getByRole('button', { name: 'Drop for good' }).click();
      expect(await page.locator('#notice').innerText()).to.equal('1 row was dropped.');
      expect(await page.locator(`#row-${first}`).count()).to.equal(0);
      expect((await waiting()).total).to.equal(before.total - 1);

      await page.getByRole('button', { name: 'Try all again' }).click();
      expect(await page.locator('#notice').innerText()).to.include(`${before.total - 1} row`);
      expect(complaints).to.deep.equal([]);
    });

    it('runs the self-test and shows its steps', async () => {
      const { page, complaints } = await openPage(browser, url());
      await page.getByRole('button', { name: 'Test DEFAULT' }).click();
      await page.locator('#selftest article').waitFor();
      expect(await page.locator('#selftest tbody tr').count()).to.be.greaterThan(2);
      expect(await page.locator('#selftest article').innerText()).to.match(/\d ms/);
      expect(complaints).to.deep.equal([]);
    });
  });
});
