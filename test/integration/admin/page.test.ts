import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { ServiceStatus } from '../../../src/admin/status.ts';
import { openAdmin, type AdminUnderTest } from '../../support/admin.ts';
import { openPage } from '../../support/page-browser.ts';
import { PAGE_STATES, usePage } from '../../support/page-under-test.ts';
import { post, sample } from '../../support/post.ts';
import { notificationOf } from '../../support/status.ts';
import { awayStatus, largeStatus } from '../../support/status-states.ts';
import { openServerDatabase, type ServerDatabase } from '../../support/trial/trial-database.ts';

describe('the status page in a browser', function () {
  this.timeout(60_000);
  const at = usePage();

  /** Opens the page with a clock that the test sets forward. */
  const openWithClock = async (query = ''): Promise<{ page: Page; complaints: string[] }> =>
    openPage(at.browser, at.server.url + query, { prepare: (page) => page.clock.install() });

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

  it('refreshes without losing what the reader has done', async () => {
    at.server.status = PAGE_STATES['healthy']!.status;
    const { page, complaints } = await openWithClock('?q=ex1');
    await page.locator('#chart-spool summary').click();
    const scrolled = page.locator('#notifications .scroll');
    await scrolled.evaluate((region) => (region.scrollTop = 200));
    await page.locator('#search').focus();
    await page.locator('#search').evaluate((field: HTMLInputElement) => field.setSelectionRange(1, 3));
    const top = await page.evaluate(() => window.scrollY);

    at.server.status = later(at.server.status, {
      problems: awayStatus().problems,
      notifications: [notificationOf(999), ...at.server.status.notifications],
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
    at.server.status = PAGE_STATES['empty']!.status;
    const { page } = await openWithClock();
    for (const name of ['database away', '2,000 subscriptions', 'healthy', 'empty']) {
      const { status, en } = PAGE_STATES[name]!;
      at.server.status = status;
      await page.clock.fastForward(10_100);
      await page.locator('h1', { hasText: en }).waitFor();
      const anew = await openPage(at.browser, at.server.url);
      expect(await main(page)).to.equal(await main(anew.page));
    }
  });

  it('says when the service cannot be reached, and takes it back', async () => {
    at.server.status = PAGE_STATES['healthy']!.status;
    const { page } = await openWithClock();
    await page.route('**/*', (route) => route.abort());
    await page.clock.fastForward(10_100);
    await page.locator('#connection', { hasText: 'cannot be reached' }).waitFor();
    expect(await page.locator('h1').isVisible()).to.equal(true);

    await page.unroute('**/*');
    at.server.status = later(at.server.status);
    await refreshed(page, '14:07:42');
    expect(await page.locator('#connection').textContent()).to.equal('');
  });

  it('rests while nobody looks or it is told to, and catches up afterwards', async () => {
    at.server.status = PAGE_STATES['healthy']!.status;
    const { page } = await openWithClock();
    await page.locator('#pause').click();
    expect(await page.locator('#pause').innerText()).to.equal('Resume');
    const shown = at.server.shown();
    await page.clock.fastForward(60_000);
    expect(at.server.shown()).to.equal(shown);
    at.server.status = later(at.server.status);
    await page.locator('#pause').click();
    await page.clock.fastForward(10);
    await page.locator('#taken', { hasText: '14:07:42' }).waitFor();

    const looked = at.server.shown();
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.clock.fastForward(60_000);
    expect(at.server.shown()).to.equal(looked);
  });

  it('shows times in the zone of the browser', async () => {
    at.server.status = PAGE_STATES['healthy']!.status;
    const { page } = await openPage(at.browser, at.server.url, { timezoneId: 'Asia/Tokyo' });
    await page.locator('#taken', { hasText: '23:07:32 UTC+09:00' }).waitFor();
    expect(await page.locator('time').first().getAttribute('datetime')).to.match(/Z$/);
  });

  it('finds one of 2,000 while it is typed, and sorts by links', async () => {
    at.server.status = PAGE_STATES['2,000 subscriptions']!.status;
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
    at.server.status = { ...largeStatus(), setAside: awayStatus().setAside };
    const { page } = await openPage(at.browser, at.server.url, { javaScriptEnabled: false });
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
    expect(at.server.asked.at(-1)).to.equal('drop 17');
  });

  it('can be used with the keyboard alone', async () => {
    at.server.status = PAGE_STATES['database away']!.status;
    const { page } = await openPage(at.browser, at.server.url);
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
    expect(at.server.asked.at(-1)).to.equal('retry 17');
  });

  describe('of the real service', () => {
    let database: ServerDatabase;
    let admin: AdminUnderTest;

    before(async () => {
      // Item ids do not fit; those of folders do.
      database = await openServerDatabase((script) =>
        script.replace('[ItemId] nvarchar(512)', '[ItemId] nvarchar(3)'),
      );
      at.closers.push(() => database.close());
      admin = await openAdmin(database.env);
      at.closers.push(() => admin.service.stop());
      expect((await post(admin.service.port, { body: sample('all-kinds.xml') })).status).to.equal(200);
    });

    const url = (): string => `${admin.service.adminAddress ?? ''}/`;
    const waiting = async (): Promise<ServiceStatus['setAside']> => admin.json('/api/set-aside');

    it('drops a row that was set aside after asking, and tries the others again', async () => {
      let before = await waiting();
      while (before.total < 2) {
        before = await waiting();
      }
      const { page, complaints } = await openPage(at.browser, url());
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
      const { page, complaints } = await openPage(at.browser, url());
      await page.getByRole('button', { name: 'Test DEFAULT' }).click();
      await page.locator('#selftest article').waitFor();
      expect(await page.locator('#selftest tbody tr').count()).to.be.greaterThan(2);
      expect(await page.locator('#selftest article').innerText()).to.match(/\d ms/);
      expect(complaints).to.deep.equal([]);
    });
  });
});
