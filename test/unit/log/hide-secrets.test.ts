import { expect } from 'chai';
import fc from 'fast-check';
import { hideSecrets, isSecretName } from '../../../src/log/hide-secrets.ts';

describe('hideSecrets', () => {
  for (const [text, expected] of [
    ['Server=a;Password=x y;Encrypt=True', 'Server=a;Password=[hidden];Encrypt=True'],
    ['Pwd = "a;""b" ; Server=a', 'Pwd = [hidden] ; Server=a'],
    ["PASSWORD='a;''b';Server=a", 'PASSWORD=[hidden];Server=a'],
    ["password='never closed; Server=a", 'password=[hidden]'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [hidden]'],
    ['Basic dXNlcjpwdw==', 'Basic [hidden]'],
    ['http://u:p@host/x', 'http://[hidden]@host/x'],
    ['the password was refused', 'the password was refused'],
    ['http://host/x?a=b@c', 'http://host/x?a=b@c'],
    ['a basic truth', 'a basic truth'],
  ] as const) {
    it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(text)}`, () => {
      expect(hideSecrets(text)).to.equal(expected);
    });
  }

  it('hides any password of a connection string that quotes it as ADO.NET does', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom('"', "'"), (password, quote) => {
        const quoted = quote + password.replaceAll(quote, quote + quote) + quote;
        expect(hideSecrets(`Server=a;Password=${quoted};Encrypt=True`)).to.equal(
          'Server=a;Password=[hidden];Encrypt=True',
        );
      }),
    );
  });

  it('knows the names of secrets', () => {
    for (const name of [
      'password',
      'sqlPassword',
      'SYNC_SQL_PASSWORD',
      'pwd',
      'client-secret',
      'accessToken',
    ]) {
      expect(isSecretName(name), name).to.equal(true);
    }
    for (const name of ['mandator', 'passed', 'path', 'tokens', 'requestId']) {
      expect(isSecretName(name), name).to.equal(false);
    }
  });
});
