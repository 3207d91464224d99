import { expect } from 'chai';
import { mailboxOf, post } from '../support/post.ts';
import { ENDPOINT, startTestService, type TestService } from '../support/service.ts';
import { expectReply } from '../support/wcf-table.ts';

const UNKNOWN = { fault: 'soap:Client', text: 'mandator named in the URL is not known' } as const;

describe('mandators', () => {
  const { body } = mailboxOf('mandators').next({ events: 1 });
  let service: TestService;

  beforeEach(async () => {
    service = await startTestService({
      env: { SYNC_MANDATORS: 'PROD,Zürich,Büro 3', SYNC_DEFAULT_MANDATOR: 'Zürich' },
    });
  });

  afterEach(() => service.stop());

  for (const [query, mandator] of [
    ['?PROD', 'PROD'],
    ['?prod', 'PROD'],
    ['?Prod=', 'PROD'],
    ['?PROD&x=y', 'PROD'],
    ['?%50rod', 'PROD'],
    ['?z%C3%BCrich', 'Zürich'],
    ['?Zu%CC%88rich', 'Zürich'],
    ['?B%C3%9CRO%203', 'Büro 3'],
    ['', 'Zürich'],
    ['?', 'Zürich'],
  ] as const) {
    it(`stores what is sent to "${query}" for ${mandator}`, async () => {
      expectReply(await post(service.port, { path: ENDPOINT + query, body }), 'OK');

      expect(service.rows().map((row) => row['Mandator'])).to.deep.equal([mandator]);
    });
  }

  for (const query of [
    '?TEST',
    '?PROD%00',
    '?*',
    '?%E0%A4%A',
    '?PROD;x',
    '?PROD=1',
    '?mandator=PROD',
    '?=PROD',
  ]) {
    it(`refuses "${query}" with a fault and stores nothing`, async () => {
      expectReply(await post(service.port, { path: ENDPOINT + query, body }), UNKNOWN);

      expect(service.rows()).to.deep.equal([]);
    });
  }

  it('keeps the same message of two mandators apart', async () => {
    await post(service.port, { path: `${ENDPOINT}?PROD`, body });
    await post(service.port, { path: ENDPOINT, body });
    await post(service.port, { path: `${ENDPOINT}?prod`, body });

    expect(service.rows().map((row) => row['Mandator'])).to.deep.equal(['PROD', 'Zürich']);
  });

  it('logs the name that was asked for, and that nothing was stored', async () => {
    await post(service.port, { path: `${ENDPOINT}?TEST`, body });
    await service.stop();

    const [line] = service.lines();
    expect(line).to.include({ level: 'warn', message: 'notification refused', code: 'unknown_mandator' });
    expect(line?.['reason']).to.contain('"TEST"');
  });
});
