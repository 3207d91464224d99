import type { Browser, Page } from 'playwright-core';
import { expect } from 'chai';
import { launchChromium } from '../support/chromium.ts';
import { post, type Posted } from '../support/post.ts';
import { ENDPOINT, startTestService, type TestService } from '../support/service.ts';
import type { HttpReply } from '../support/http.ts';

const SENTENCE = {
  en: 'This service is up and receives push notifications of Microsoft Exchange for the room booking system ROOMS.',
  de: 'Dieser Dienst ist in Betrieb und empfängt Push-Benachrichtigungen von Microsoft Exchange für das Raumbuchungssystem ROOMS.',
} as const;

describe('the page of the endpoint', () => {
  let service: TestService;

  before(async () => {
    service = await startTestService();
  });

  after(() => service.stop());

  function get(query: string, more: Posted = {}): Promise<HttpReply> {
    return post(service.port, { method: 'GET', path: ENDPOINT + query, body: '', ...more });
  }

  for (const query of [
    '',
    '?Default',
    '?default',
    '?Unknown',
    '?wsdl',
    '?Default&singleWsdl',
    '?xsd=xsd0',
    '?disco',
  ]) {
    it(`is shown at "${query}"`, async () => {
      const reply = await get(query);

      expect(reply.status).to.equal(200);
      expect(reply.headers['content-type']).to.equal('text/html; charset=UTF-8');
      expect(reply.text).to.contain('<title>Service</title>').and.to.contain('<h1>Service</h1>');
      expect(reply.text).to.contain(SENTENCE.en);
    });
  }

  it('is shown with a trailing slash and in other case', async () => {
    expect((await get('/?Default')).text).to.contain('<h1>Service</h1>');
    const reply = await get('', { path: ENDPOINT.toLowerCase() });
    expect(reply.text).to.contain('<h1>Service</h1>');
  });

  it('is in German for a browser that asks for German', async () => {
    const reply = await get('?Default', { headers: { 'Accept-Language': 'de-CH,de;q=0.9,en;q=0.8' } });

    expect(reply.headers).to.include({ 'content-language': 'de', vary: 'Accept-Language' });
    expect(reply.text).to.contain(SENTENCE.de).and.to.contain('<html lang="de">');
  });

  it('is answered to HEAD with the same headers and nothing else', async () => {
    const { headers } = await get('?Default');
    const reply = await get('?Default', { method: 'HEAD' });

    expect(reply).to.include({ status: 200, text: '' });
    expect({ ...reply.headers, date: null }).to.deep.equal({ ...headers, date: null });
  });

  it('tells nothing of the machine and the software', async () => {
    const reply = await get('?Default');
    const all = JSON.stringify(reply.headers) + reply.text;

    expect(all).not.to.match(/node|koa|express|winston|sqlite|\d+\.\d+\.\d+/i);
    expect(reply.headers).not.to.have.any.keys('server', 'x-powered-by');
  });
});

describe('the page in a browser', function () {
  this.timeout(60_000);
  let browser: Browser | null = null;
  let service: TestService | undefined;

  before(async function () {
    browser = await launchChromium();
    if (browser === null) {
      this.skip();
    }
    service = await startTestService();
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  async function open(locale: string): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser!.newContext({ locale });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfailed', (request) => complaints.push(request.url()));
    const response = await page.goto(`${service!.url}?Default`, { waitUntil: 'load' });
    expect(response?.status()).to.equal(200);
    return { page, complaints };
  }

  for (const [locale, language] of [
    ['en-US', 'en'],
    ['de-CH', 'de'],
  ] as const) {
    it(`has title, heading and sentence for ${locale}, and nothing is complained of`, async () => {
      const { page, complaints } = await open(locale);

      expect(await page.title()).to.equal('Service');
      expect(await page.locator('h1').allInnerTexts()).to.deep.equal(['Service']);
      expect(await page.locator('main').innerText()).to.equal(SENTENCE[language]);
      expect(await page.locator('html').getAttribute('lang')).to.equal(language);
      expect(await page.locator('h1').isVisible()).to.equal(true);
      // The style is the page's own: where the policy kept it out, the heading would have the browser's margin.
      const font = await page.locator('body').evaluate((body) => getComputedStyle(body).fontFamily);
      expect(font).not.to.match(/^"?Times/);
      expect(complaints).to.deep.equal([]);
    });
  }
});
