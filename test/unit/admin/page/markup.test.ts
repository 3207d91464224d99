import { expect } from 'chai';
import fc from 'fast-check';
import { html, joined } from '../../../../src/admin/page/markup.ts';

describe('a template of the page', () => {
  it('escapes text and takes pieces as they are', () => {
    const piece = html`<b>${'<i>'}</b>`;
    expect(html`<p title="${'"'}">${piece}${['&', 1]}</p>`.markup).to.equal(
      '<p title="&quot;"><b>&lt;i&gt;</b>&amp;1</p>',
    );
  });

  it('leaves nothing of nothing', () => {
    expect(html`${null}${undefined}${false}${''}${[]}${0}`.markup).to.equal('0');
  });

  it('lets no text open an element or end an attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`${text}`.markup).to.not.match(/[<>"']/);
      }),
    );
  });

  it('puts something between pieces', () => {
    expect(joined(['a', 'b', 'c'], html`<hr />`).markup).to.equal('a<hr />b<hr />c');
  });
});
