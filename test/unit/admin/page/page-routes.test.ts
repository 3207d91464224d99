import { expect } from 'chai';
import { awayStatus } from '../../../support/status-states.ts';
import { startPageServer, type PageServer } from '../../../support/page-server.ts';

describe('the routes of the status page', () => {
  let server: PageServer;

  beforeEach(async () => {
    server = await startPageServer();
    server.status = awayStatus();
  });

  afterEach(() => server.close());

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(server.url + path, { headers });

  const post = (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(server.url + path, {
      method: 'POST',
      body: new URLSearchParams({ token: server.formToken, ...fields }),
      redirect: 'manual',
    });

  it('hand out the page in the language that the browser asks for, or that was chosen', async () => {
    const german = await get('', { 'Accept-Language': 'de-CH' });
    expect(german.headers.get('content-language')).to.equal('de');
    expect(await german.text()).to.include('<html lang="de"');
    const chosen = await get('?lang=en', { 'Accept-Language': 'de-CH' });
    expect(await chosen.text()).to.include('<html lang="en"');
  });

  it('show times in the zone that the script tells, and take no nonsense for one', async () => {
    const zurich = await (await get('', { 'X-Time-Zone': 'Europe/Zurich' })).text();
    expect(zurich).to.include('data-zone="Europe/Zurich"').and.to.include('15:07:32');
    expect(await (await get('', { 'X-Time-Zone': '"><b>' })).text()).not.to.include('"><b>');
  });

  it('hand out style and script with their types', async () => {
    const style = await get('style.css');
    expect(style.headers.get('content-type')).to.equal('text/css; charset=utf-8');
    const script = await get('page.js');
    expect(script.headers.get('content-type')).to.equal('text/javascript; charset=utf-8');
  });

  it('try a row again, or all, and lead back to the page with what came of it', async () => {
    const one = await post('set-aside/retry', { row: '17' });
    expect(one.status).to.equal(303);
    expect(one.headers.get('location')).to.equal('../?notice=retried&count=1#set-aside');
    await post('set-aside/retry', { row: 'all' });
    expect(server.asked).to.deep.equal(['retry 17', 'retry all']);
  });

  it('ask before a row is dropped', async () => {
    const question = await post('set-aside/drop', { row: '17', lang: 'de' });
    expect(question.status).to.equal(200);
    const text = await question.text();
    expect(text).to.include('Zeile 17 endgültig verwerfen?').and.to.include('name="confirmed"');
    expect(server.asked).to.deep.equal([]);

    const done = await post('set-aside/drop', { row: '17', lang: 'de', confirmed: 'yes' });
    expect(done.headers.get('location')).to.equal('../?notice=dropped&count=1&lang=de#set-aside');
    expect(server.asked).to.deep.equal(['drop 17']);
  });

  it('do nothing for a form without the token', async () => {
    for (const path of ['set-aside/retry', 'set-aside/drop', 'selftest']) {
      const reply = await post(path, { token: 'guessed', row: '17', confirmed: 'yes', mandator: 'PROD' });
      expect(reply.headers.get('location')).to.include('notice=form_old');
    }
    expect(server.asked).to.deep.equal([]);
  });

  it('take a row that is no number for none', async () => {
    await post('set-aside/retry', { row: '17 OR 1=1' });
    await post('set-aside/drop', { row: '-1', confirmed: 'yes' });
    expect(server.asked).to.deep.equal(['retry ', 'drop ']);
  });

  it('run a self-test of a mandator that there is, and keep its steps for the page', async () => {
    const reply = await post('selftest', { mandator: 'PROD' });
    expect(reply.headers.get('location')).to.equal('./?notice=tested&count=0#selftest');
    expect(await (await get('')).text()).to.include('Self-test of PROD');
    expect((await post('selftest', { mandator: 'OTHER' })).headers.get('location')).to.include('test_busy');
    expect(server.asked).to.deep.equal(['selftest PROD']);
  });

  it('act on POST alone', async () => {
    for (const path of [
      'set-aside/retry?row=all',
      'set-aside/drop?row=1&confirmed=yes',
      'selftest?mandator=PROD',
    ]) {
      expect((await get(path)).status).to.equal(404);
    }
    expect(server.asked).to.deep.equal([]);
  });

  it('say on the page that something failed, and why in the log', async () => {
    await server.close();
    server = await startPageServer({ retrySetAside: () => Promise.reject(new Error('disk full')) });
    const reply = await post('set-aside/retry', { row: '17' });
    expect(reply.headers.get('location')).to.include('notice=failed');
    expect(server.log.lines.map(({ level }) => level)).to.deep.equal(['error']);
  });
});
