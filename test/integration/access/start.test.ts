import { expect } from 'chai';
import { openWorkshop, type Workshop } from '../../support/child-service.ts';

describe('the log at start', () => {
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await openWorkshop();
  });

  afterEach(() => workshop.clean());

  async function startLines(allow: string) {
    const service = await workshop.start({ env: { SYNC_ALLOW: allow } });
    service.kill('SIGTERM');
    return (await service.ended).lines;
  }

  const OPEN = 'requests are accepted from everybody, as the original endpoint did';

  for (const allow of ['', 'private,any', '0.0.0.0/0']) {
    it(`warns that everybody may call where allow is ${JSON.stringify(allow)}`, async () => {
      const line = (await startLines(allow)).find(({ message }) => message === OPEN);
      expect(line).to.include({ level: 'warn' });
    });
  }

  it('tells who may call, who is believed and which list counts where it is a list', async () => {
    const lines = await startLines('exchange-online,private');
    const [started] = lines.filter(({ message }) => message === 'service started');
    expect(started?.['allow']).to.deep.equal(['exchange-online', 'private']);
    expect(started?.['trustProxy']).to.deep.equal(['loopback', 'pipe']);
    expect(lines.find(({ networks }) => networks === 27)).to.include({ from: 'built in' });
    expect(lines.map(({ message }) => message)).not.to.include(OPEN);
  });
});
