import { expect } from 'chai';
import { settingEntries } from '../../../src/config/catalogue.ts';
import { readSettingsFile } from '../../../src/config/settings-file.ts';
import { formatProblem } from '../../../src/config/settings-error.ts';

function read(content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const { values, problems } = readSettingsFile('/etc/s.json', settingEntries(), () => bytes);
  return {
    values: values.map(({ entry, mandator, value }) => [entry.name, mandator, value]),
    problems: problems.map(formatProblem),
  };
}

describe('readSettingsFile', () => {
  it('reads JSON with comments, trailing commas and a byte order mark', () => {
    const expected = [['maxDepth', null, 20]];
    expect(read('{ // why\n "maxDepth": /* so */ 20, }').values).to.deep.equal(expected);
    expect(read('\ufeff{"maxDepth":20}').values).to.deep.equal(expected);
    expect(read(Buffer.from('\ufeff{"maxDepth":20}', 'utf16le')).values).to.deep.equal(expected);
  });

  for (const [content, problem] of [
    ['{\n  "maxDepth": 20\n  "maxNodes": 3000 }', 'comma expected at line 3, column 3'],
    ['{ "maxDepth": ', 'value expected at line 1, column 15'],
    ['{ maxDepth: 20 }', 'invalid symbol at line 1, column 3'],
    ['[]', 'not a JSON object at line 1, column 1'],
    ['', 'value expected at line 1, column 1'],
  ] as const) {
    it(`says where ${JSON.stringify(content)} is wrong`, () => {
      expect(read(content).problems).to.deep.equal([
        `config (SYNC_CONFIG): /etc/s.json is not valid JSON: ${problem}. Correct the file there.`,
      ]);
    });
  }

  it('never quotes the text around a mistake', () => {
    expect(read('{ "sqlPassword": "hush" hush }').problems.join())
      .to.contain('line 1')
      .and.not.contain('hush');
  });

  it('refuses a setting that is given twice, unknown or not for files, with its line', () => {
    expect(
      read('{ "maxDepth": 20,\n"maxDepth": 21,\n"SYNC_STORE": 1,\n"config": "x" }').problems,
    ).to.deep.equal([
      'maxDepth: given twice, again in /etc/s.json line 2. Remove one of them.',
      'SYNC_STORE: no setting has this name (/etc/s.json line 3). Did you mean store?',
      'config (SYNC_CONFIG): given in /etc/s.json line 4, where it has no effect. ' +
        'Set the environment variable instead.',
    ]);
  });

  it('says why a file cannot be read', () => {
    const missing = readSettingsFile('/etc/s.json', settingEntries(), () => {
      throw Object.assign(new Error('gone'), { code: 'ENOENT' });
    });
    expect(missing.problems.map(formatProblem).join()).to.contain('/etc/s.json cannot be read (ENOENT)');
    expect(read(Uint8Array.of(0x7b, 0xff)).problems.join()).to.contain('cannot be read (not UTF-8 text)');
  });
});
