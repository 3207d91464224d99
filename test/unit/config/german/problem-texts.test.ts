import { expect } from 'chai';
import { germanProblem } from '../../../../src/config/german/problem-texts.ts';
import { loadSettings } from '../../../../src/config/settings.ts';
import type { SettingsError } from '../../../../src/config/settings-error.ts';
import { type SettingProblem } from '../../../../src/config/settings-error.ts';

/** The problems of an environment, and of a settings file where there is one. */
function problemsOf(env: Readonly<Record<string, string>>, file?: string): readonly SettingProblem[] {
  const readFile = (path: string): Uint8Array => {
    if (file === undefined || path !== '/settings.json') {
      throw new Error('ENOENT');
    }
    return Buffer.from(file);
  };
  const all = file === undefined ? env : { ...env, SYNC_CONFIG: '/settings.json' };
  try {
    loadSettings({ env: all, cwd: '/', readFile, platform: 'linux' });
    return [];
  } catch (error) {
    return (error as SettingsError).problems;
  }
}

const MADE: readonly (readonly [what: string, problems: readonly SettingProblem[]])[] = [
  [
    'a value that is not allowed',
    problemsOf({ SYNC_LOG_LEVEL: 'loud', SYNC_MAX_BODY_BYTES: 'x', HOST: '!' }),
  ],
  ['a misspelt variable', problemsOf({ SYNC_LOGLEVEL: 'info', SYNC_ZZZZZZZZ: '1' })],
  ['a misspelt key', problemsOf({}, '{ "logLevle": "info", "zzzzzz": 1 }')],
  ['a file that is not JSON', problemsOf({}, '{ "logLevel": }')],
  ['a key given twice', problemsOf({}, '{ "logLevel": "info", "logLevel": "warn" }')],
  ['a file that is not there', problemsOf({ SYNC_CONFIG: '/none.json' })],
  ['a secret file that is not there', problemsOf({ SYNC_SQL_PASSWORD_FILE: '/none' })],
  ['a mandator twice', problemsOf({ SYNC_MANDATORS: 'PROD,prod' })],
  ['a default mandator that is none', problemsOf({ SYNC_MANDATORS: 'PROD', SYNC_DEFAULT_MANDATOR: 'PRD' })],
  ['a mandator without a database', problemsOf({ SYNC_MANDATORS: 'PROD', SYNC_STORE: 'mssql' })],
  [
    'time limits that contradict',
    problemsOf({ SYNC_HEADERS_TIMEOUT_MS: '2m', SYNC_REQUEST_TIMEOUT_MS: '1m' }),
  ],
  ['half a certificate', problemsOf({ SYNC_TLS_CERT: '/cert.pem' })],
  ['an open admin port without a token', problemsOf({ SYNC_ADMIN_HOST: '0.0.0.0' })],
];

describe('a problem with the settings, in German', () => {
  for (const [what, problems] of MADE) {
    it(`tells ${what}`, () => {
      expect(problems).to.not.be.empty;
      for (const problem of problems) {
        const { found, allowed, remedy } = germanProblem(problem);
        expect(`${found} ${allowed ?? ''} ${remedy}`)
          .to.not.match(/\b(the|is|it|or|and|one|of|found|missing|cannot)\b/)
          .and.not.include('ß');
        expect(found).to.not.equal(problem.found);
        expect(remedy).to.not.equal(problem.remedy);
      }
    });
  }

  it('leaves a text without a known form as it is', () => {
    const problem = { setting: 'x', found: 'something new', remedy: 'Do something.' };
    expect(germanProblem(problem)).to.deep.equal({ ...problem, allowed: undefined });
  });
});
