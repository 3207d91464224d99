import { expect } from 'chai';
import { openPage, overflow, violations } from '../../support/page-browser.ts';
import { PAGE_STATES, usePage } from '../../support/page-under-test.ts';

describe('the states of the status page in a browser', function () {
  this.timeout(60_000);
  const at = usePage();

  for (const [name, { status, en, de }] of Object.entries(PAGE_STATES)) {
    for (const [language, locale, colorScheme, sentence] of [
      ['en', 'en-GB', 'light', en],
      ['de', 'de-CH', 'dark', de],
    ] as const) {
      it(`says how it is and is accessible: ${name}, ${language}, ${colorScheme}`, async () => {
        at.server.status = status;
        const { page, complaints } = await openPage(at.browser, at.server.url, { locale, colorScheme });

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
    at.server.status = PAGE_STATES['database away']!.status;
    for (const [locale, colorScheme] of [
      ['en-GB', 'dark'],
      ['de-CH', 'light'],
    ] as const) {
      const { page } = await openPage(at.browser, at.server.url, {
        locale,
        colorScheme,
        viewport: { width: 360, height: 740 },
      });
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
      expect(await violations(page)).to.deep.equal([]);
      expect(await overflow(page)).to.equal(0);
    }
  });
});
