import { expect } from 'chai';
import { fail, ok, warn } from '../../../../src/commands/check/finding.ts';
import { formatFindings } from '../../../../src/commands/check/format-findings.ts';
import { everywhere } from '../../../../src/commands/texts.ts';

const text = everywhere;

const findings = [
  ok(null, 'settings', text('in order')),
  {
    ...fail('PROD', 'rights', text('the user u has no INSERT'), text('Grant it:')),
    sql: 'GRANT INSERT\n  ON T TO u;',
  },
  warn('PROD', 'clock', text('it is late'), { en: 'Mend it.', de: 'Beheben Sie es.' }),
];

describe('formatFindings', () => {
  it('shows what was found, what to do, and T-SQL on lines of its own', () => {
    const shown = formatFindings(findings, { language: 'en', width: null, paint: (_, word) => word });
    expect(shown.split('\n')).to.deep.equal([
      'Mandator  Check     Result  Found',
      '--------  --------  ------  -----',
      '-         settings  OK      in order',
      'PROD      rights    FAIL    the user u has no INSERT',
      '                            -> Grant it:',
      '                               GRANT INSERT',
      '                                 ON T TO u;',
      'PROD      clock     WARN    it is late',
      '                            -> Mend it.',
      '',
      '1 failure, 1 warning.',
    ]);
  });

  it('breaks sentences at the width of the terminal, T-SQL never', () => {
    const sql = `SELECT ${'x'.repeat(80)};`;
    const long = [{ ...fail('M', 'clock', text('word '.repeat(20).trim()), text('do it')), sql }];
    const lines = formatFindings(long, { language: 'en', width: 60, paint: (_, word) => word }).split('\n');
    expect(lines.filter((line) => line.includes('word')).every((line) => line.length <= 60)).to.equal(true);
    expect(lines.filter((line) => line.includes('word'))).to.have.length(3);
    expect(lines.some((line) => line.endsWith(sql))).to.equal(true);
  });

  it('paints the result alone, and keeps the columns in line', () => {
    const shown = formatFindings(findings, {
      language: 'en',
      width: null,
      paint: (result, word) => `<${result}:${word}>`,
    });
    expect(shown).to.include('<ok:OK    >  in order');
    expect(shown).to.include('<fail:FAIL  >  the user');
  });

  it('says so where all is in order', () => {
    expect(
      formatFindings([ok(null, 'clock', text('b'))], {
        language: 'en',
        width: null,
        paint: (_, word) => word,
      }),
    ).to.match(/All in order\.$/);
  });

  it('speaks German', () => {
    const shown = formatFindings(findings, { language: 'de', width: null, paint: (_, word) => word });
    expect(shown).to.include('PROD     Uhr            WARNUNG   it is late');
    expect(shown)
      .to.include('-> Beheben Sie es.')
      .and.match(/\n1 Fehler, 1 Warnung\.$/);
  });
});
