import { expect } from 'chai';
import { filesBelow, isSettingVariable, readProjectFile, readYaml } from '../../support/deploy-files.ts';

const files = ['Dockerfile', ...filesBelow('deploy').filter((path) => !/\.(?:sql|zip|exe|dll)$/.test(path))];

describe('what is delivered in deploy/', () => {
  for (const file of files) {
    const names = new Set(readProjectFile(file).match(/\b(?:SYNC|ROOMS_CONFIG)_[A-Z][A-Z0-9_]*\b/g));
    const variables = [...names].filter((name) => !name.endsWith('_'));
    if (variables.length > 0) {
      it(`sets in ${file} only variables that there are`, () => {
        expect(variables.filter((name) => !isSettingVariable(name))).to.deep.equal([]);
      });
    }
  }

  it('has no other YAML than YAML', () => {
    const found = files.filter((path) => /\.ya?ml$/.test(path));
    expect(found).to.have.length.greaterThan(8);
    for (const path of found) {
      expect(readYaml(path), path).to.not.include(null);
    }
  });

  it('knows the settings that it is checked against', () => {
    expect(
      ['SYNC_SQL_PASSWORD_PROD_FILE', 'SYNC_CONNECTION_STRING_A', 'SYNC_ALLOW'].map(isSettingVariable),
    ).to.deep.equal([true, true, true]);
    expect(['SYNC_CONNECTION_STRING', 'SYNC_ALOW', 'SYNC_ALLOW_FILE'].map(isSettingVariable)).to.deep.equal([
      false,
      false,
      false,
    ]);
  });
});
