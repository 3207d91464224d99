import { expect } from 'chai';
import fc from 'fast-check';
import { pageLanguage } from '../../../src/http/page-language.ts';

describe('pageLanguage', () => {
  const cases: readonly (readonly [header: string | undefined, language: 'de' | 'en'])[] = [
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['en', 'en'],
    ['DE', 'de'],
    ['de-CH', 'de'],
    ['de-Latn-CH-1996', 'de'],
    ['de-CH,de;q=0.9,en;q=0.8', 'de'],
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['en;q=0.5,de;q=0.7', 'de'],
    ['en;q=0.5, de ; q=0.501', 'de'],
    ['en ;\tQ=0.1,de;q=1.000', 'de'],
    ['de;q=0.8,en;q=0.8', 'de'],
    ['en;q=0.8,de;q=0.8', 'en'],
    ['fr,it;q=0.9', 'en'],
    ['fr,de;q=0.3', 'de'],
    ['*', 'en'],
    ['*;q=0.5,de', 'de'],
    ['de;q=0.4,*;q=0.5', 'en'],
    ['en;q=0,*', 'de'],
    ['en;q=0', 'en'],
    ['de;q=0', 'en'],
    ['de;q=0.000,en;q=0.001', 'en'],
    ['de-AT;q=0,de;q=0.9,en;q=0.5', 'de'],
    ['den', 'en'],
    ['deutsch', 'en'],
    ['de_CH', 'en'],
    ['de;q=2,en;q=0.1', 'en'],
    ['de;q=-1', 'en'],
    ['de;q=0.1234', 'en'],
    ['de;level=1', 'en'],
    [',, ,de', 'de'],
  ];

  for (const [header, language] of cases) {
    it(`answers ${JSON.stringify(header)} in ${language}`, () => {
      expect(pageLanguage(header)).to.equal(language);
    });
  }

  it('picks the language of the greater weight, whatever regions and other languages stand around it', () => {
    const region = fc.constantFrom('', '-CH', '-AT', '-US', '-x-test');
    const weight = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(weight, weight, region, region, fc.boolean(), (de, en, deRegion, enRegion, deFirst) => {
        const german = `de${deRegion};q=${(de / 1000).toFixed(3)}`;
        const english = `en${enRegion};q=${(en / 1000).toFixed(3)}`;
        const header = ['fr', ...(deFirst ? [german, english] : [english, german]), 'it;q=0.2'].join(', ');
        expect(pageLanguage(header)).to.equal(de > en || (de === en && deFirst) ? 'de' : 'en');
      }),
    );
  });
});
