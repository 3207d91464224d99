import { Script } from 'node:vm';
import { expect } from 'chai';
import { PAGE_SCRIPT } from '../../../../src/admin/page/script.ts';

describe('the script of the page', () => {
  it('is one that browsers can run as it is', () => {
    expect(() => new Script(PAGE_SCRIPT)).not.to.throw();
    expect(PAGE_SCRIPT).not.to.match(/\bimport\b|\bexport\b|\binterface\b/);
  });

  it('is small', () => {
    expect(PAGE_SCRIPT.length).to.be.lessThan(12_000);
  });
});
