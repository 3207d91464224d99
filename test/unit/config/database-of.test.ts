import { expect } from 'chai';
import type { DatabaseSettings } from '../../../src/config/database-of.ts';
import { credentialsFor, databaseOf } from '../../../src/config/database-of.ts';

const general: DatabaseSettings = {
  connectionStrings: { Prod: 'Server=s;Integrated Security=SSPI' },
  sqlUser: { '*': 'svc' },
  sqlPassword: { '*': 'p' },
  sqlDomain: { '*': 'CORP' },
  sqlTlsMinVersion: 'TLSv1',
};

describe('credentialsFor', () => {
  it('takes the values for all mandators, and single ones of the mandator instead', () => {
    const isOwn = false;
    expect(credentialsFor(general, 'PROD')).to.deep.equal({
      user: 'svc',
      password: 'p',
      domain: 'CORP',
      isOwn,
      isOwnPassword: false,
    });
    const settings = { ...general, sqlPassword: { '*': 'p', prod: 'q' } };
    expect(credentialsFor(settings, 'PROD')).to.deep.include({
      user: 'svc',
      password: 'q',
      isOwnPassword: true,
    });
  });

  it('takes nothing general where the mandator has a user of its own', () => {
    const settings = { ...general, sqlUser: { '*': 'svc', PROD: 'one' } };
    expect(credentialsFor(settings, 'prod')).to.deep.equal({
      user: 'one',
      isOwn: true,
      isOwnPassword: false,
    });
  });

  it('is empty where nothing is set', () => {
    const settings = { ...general, sqlUser: {}, sqlPassword: {}, sqlDomain: {} };
    expect(credentialsFor(settings, 'PROD')).to.deep.equal({ isOwn: false, isOwnPassword: false });
  });
});

describe('databaseOf', () => {
  it('joins connection string, login and TLS version of a mandator, whatever the case of its name', () => {
    const config = databaseOf(general, 'PROD');
    expect(config?.authentication?.options).to.deep.equal({ domain: 'CORP', userName: 'svc', password: 'p' });
    expect(config?.options?.cryptoCredentialsDetails?.minVersion).to.equal('TLSv1');
  });

  it('knows no database for a mandator without a connection string', () => {
    expect(databaseOf(general, 'TEST')).to.equal(null);
  });

  it('refuses what cannot work by name of the mandator', () => {
    expect(() => databaseOf({ ...general, sqlUser: {} }, 'Prod')).to.throw(
      'mandator "Prod": it asks for integrated',
    );
  });
});
