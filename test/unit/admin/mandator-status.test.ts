import { expect } from 'chai';
import { databaseNames } from '../../../src/admin/mandator-status.ts';
import { loadSettings } from '../../../src/config/settings.ts';

describe('the name of a mandator’s database', () => {
  for (const [source, name] of [
    ['db.example', 'db.example/ROOMS'],
    ['db.example,1433', 'db.example/ROOMS'],
    ['db.example,1500', 'db.example,1500/ROOMS'],
    ['db.example\\INST2', 'db.example\\INST2/ROOMS'],
  ] as const) {
    it(`is ${name} for ${source}, without login and password`, () => {
      const connection = `Data Source=${source};Initial Catalog=ROOMS;User ID=who;Password=hush`;
      const settings = loadSettings({
        env: { SYNC_CONNECTION_STRING_PROD: connection },
        cwd: '/srv',
        platform: 'linux',
      });
      expect(databaseNames(settings, '/srv/data/file.db')).to.deep.equal({ PROD: name });
    });
  }

  it('is the file where rows go into the embedded store', () => {
    const settings = loadSettings({ env: { SYNC_MANDATORS: 'A,B' }, cwd: '/srv', platform: 'linux' });
    expect(databaseNames(settings, '/srv/file.db')).to.deep.equal({ A: '/srv/file.db', B: '/srv/file.db' });
  });
});
