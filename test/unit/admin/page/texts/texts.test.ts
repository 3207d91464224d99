import { expect } from 'chai';
import { createPageContext } from '../../../../../src/admin/page/page-context.ts';
import { sentenceOf, wordsOf } from '../../../../../src/admin/page/problem-words.ts';
import { PAGE_TEXTS } from '../../../../../src/admin/page/texts/texts.ts';
import type { ProblemCode } from '../../../../../src/admin/status.ts';
import { settingEntries } from '../../../../../src/config/catalogue.ts';
import { LANGUAGES } from '../../../../../src/language.ts';
import { before, emptyStatus, problemOf, viewOf } from '../../../../support/status.ts';

const CODES = Object.keys(PAGE_TEXTS.en.problems) as ProblemCode[];

const VALUES = {
  ...{
    count: 3,
    total: 40,
    rows: 1204,
    bytes: 2e9,
    maxBytes: 3e9,
    freeBytes: 5e8,
    totalBytes: 1e11,
    days: 180,
  },
  ...{ lost: 7, waiting: 1, limitMs: 3_600_000, maxAgeMs: 3_600_000, database: 'sql01/ROOMS' },
  ...{ since: before(60_000), oldestAt: before(60_000), lastHeardAt: before(60_000), until: before(60_000) },
  ...{
    lastAt: before(60_000),
    retrieved: before(60_000),
    reason: 'ENOSPC',
    error: 'ENOSPC',
    address: '203.0.113.9',
  },
};

describe('the words for problems', () => {
  for (const language of LANGUAGES) {
    for (const code of CODES) {
      it(`are there for ${code} in ${language}, with and without a mandator and values`, () => {
        const context = createPageContext(emptyStatus(), viewOf({ language }));
        for (const [mandator, values] of [
          ['PROD', VALUES],
          [null, VALUES],
          [null, {}],
        ] as const) {
          const words = wordsOf(context, problemOf(code, 'trouble', values, mandator));
          for (const text of Object.values(words) as string[]) {
            expect(text).to.be.a('string').with.length.greaterThan(5);
            expect(text).not.to.match(/undefined|null|NaN|\[object|ß/);
            expect((text.match(/`/g) ?? []).length % 2, 'backticks in pairs').to.equal(0);
            expect(text, 'as doctor has no page').not.to.match(/\bbelow\b|\bunten\b|button|Schaltfläche/);
          }
          expect(words.what).not.to.match(/[.:]$/);
          expect(sentenceOf(words)).to.match(/^[^!?]*\S: [^!?]*[^.]\.$/);
          expect(words.meaning).to.match(/\.$/);
        }
      });
    }
  }

  it('name the mandator, and every value that a person needs', () => {
    const context = createPageContext(emptyStatus(), viewOf({ language: 'de' }));
    const { what } = wordsOf(context, problemOf('database_away', 'trouble', VALUES, 'PROD'));
    expect(what)
      .to.include('PROD')
      .and.to.include('14:06:32')
      .and.to.match(/1.204 Zeilen/);
  });

  it('know singular and plural', () => {
    const context = createPageContext(emptyStatus(), viewOf());
    const what = (rows: number): string =>
      wordsOf(context, problemOf('rows_set_aside', 'trouble', { rows })).what;
    expect(what(1)).to.include('1 row ');
    expect(what(2)).to.include('2 rows ');
  });
});

describe('the texts of the page', () => {
  it('are all there, and German ones differ from English ones', () => {
    const same: string[] = [];
    const walk = (en: unknown, de: unknown, path: string): void => {
      if (typeof en === 'object' && en !== null) {
        expect(Object.keys(de as object)).to.include.members(Object.keys(en));
        Object.entries(en).forEach(([key, value]) =>
          walk(value, (de as Record<string, unknown>)[key], `${path}.${key}`),
        );
      } else if (typeof en === 'string') {
        expect(en, path).not.to.equal('');
        if (en === de) {
          same.push(path.slice(1));
        }
        expect(String(de), path).not.to.include('ß');
      }
    };
    walk(PAGE_TEXTS.en, PAGE_TEXTS.de, '');
    expect(same).to.have.members([
      ...['product', 'language.en', 'language.de', 'sections.subscriptions', 'subscriptions.heading'],
      ...['charts.spool', 'charts.minute', 'footer.version', 'footer.mapping'],
      ...['setAside.empty'],
    ]);
  });

  it('name every group of settings in German', () => {
    const groups = new Set<string>(settingEntries().map(({ info }) => info.group));
    expect(Object.keys(PAGE_TEXTS.de.settings.groups)).to.include.members([...groups]);
  });
});
