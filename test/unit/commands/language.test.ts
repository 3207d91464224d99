import { expect } from 'chai';
import { commandLanguage } from '../../../src/commands/language.ts';

describe('commandLanguage', () => {
  it('follows the locale of the environment, whatever its country and encoding', () => {
    for (const locale of ['de', 'de_CH.UTF-8', 'de-AT', 'DE_de@euro']) {
      expect(commandLanguage({ LANG: locale }, 'en-US'), locale).to.equal('de');
    }
    for (const locale of ['en_US.UTF-8', 'C', 'POSIX', 'C.UTF-8', 'fr_CH.UTF-8', 'den']) {
      expect(commandLanguage({ LANG: locale }, 'de-CH'), locale).to.equal('en');
    }
  });

  it('asks LC_ALL before LC_MESSAGES before LANG, and passes over empty ones', () => {
    expect(commandLanguage({ LC_ALL: 'de_DE', LC_MESSAGES: 'en_GB', LANG: 'en_GB' }, 'en')).to.equal('de');
    expect(commandLanguage({ LC_ALL: '', LC_MESSAGES: 'de_DE', LANG: 'en_GB' }, 'en')).to.equal('de');
    expect(commandLanguage({ LC_ALL: '', LC_MESSAGES: '', LANG: '' }, 'de-CH')).to.equal('de');
  });

  it("is the system's language where the environment names none, as on Windows", () => {
    expect(commandLanguage({}, 'de-CH')).to.equal('de');
    expect(commandLanguage({}, 'it-CH')).to.equal('en');
  });
});
