import { expect } from 'chai';
import { reply as replyDe } from '../../../src/selftest/texts/de/reply.ts';
import { row as rowDe } from '../../../src/selftest/texts/de/row.ts';
import { sending as sendingDe } from '../../../src/selftest/texts/de/sending.ts';
import { reply as replyEn } from '../../../src/selftest/texts/en/reply.ts';
import { row as rowEn } from '../../../src/selftest/texts/en/row.ts';
import { sending as sendingEn } from '../../../src/selftest/texts/en/sending.ts';
import { describeStep } from '../../../src/selftest/texts.ts';
import type { SelftestStepName } from '../../../src/selftest/step.ts';

const en = { ...sendingEn, ...replyEn, ...rowEn };
const de = { ...sendingDe, ...replyDe, ...rowDe };

/** Words with the value of each name in angle brackets, from outside and from here. */
function sentencesOf(key: keyof typeof en, language: 'en' | 'de'): string {
  const [step, code] = key.split('.') as [SelftestStepName, string];
  return ['given', 'settings']
    .map((from) => {
      const values = new Proxy<Record<string, string>>(
        {},
        { get: (_, name) => (name === 'from' ? from : `<${String(name)}>`) },
      );
      const words = describeStep({ step, result: 'ok', code, values, ms: 1, sql: null }, language);
      return `${words.title} ${words.found} ${words.remedy ?? ''}`;
    })
    .join(' ');
}

const namesIn = (text: string): string[] => [...new Set(text.match(/<[a-zA-Z]+>/g) ?? [])].sort();

describe('the words of the self-test', () => {
  it('are there in both languages, with the same values and the same advice', () => {
    expect(Object.keys(de).sort()).to.deep.equal(Object.keys(en).sort());
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(namesIn(sentencesOf(key, 'de')), key).to.deep.equal(namesIn(sentencesOf(key, 'en')));
      expect(de[key][1] === null, key).to.equal(en[key][1] === null);
      expect(sentencesOf(key, 'de'), key).to.not.equal(sentencesOf(key, 'en'));
    }
  });

  it('are in the spelling of Switzerland, and end what is to be done with a stop', () => {
    for (const key of Object.keys(de) as (keyof typeof de)[]) {
      expect(sentencesOf(key, 'de'), key).to.not.match(/ß|undefined|null/);
      for (const sentences of [en, de]) {
        const remedy = sentences[key][1]?.((name) => (name === 'grant' ? '' : 'x')) ?? '.';
        expect(remedy, key).to.match(/([.)]|\.\.\.)$/);
      }
    }
  });
});
