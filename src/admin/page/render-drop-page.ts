import type { ServiceStatus, SetAsideRow } from '../status.ts';
import { layout } from './layout.ts';
import { hiddenFields, hrefOf } from './links.ts';
import { html, type Markup } from './markup.ts';
import { createPageContext, type PageContext } from './page-context.ts';
import type { PageView } from './page-view.ts';
import { rowFacts } from './set-aside.ts';

/** Asks whether a row is really to be dropped, with all that is known of it. */
export function renderDropPage(status: ServiceStatus, view: PageView, number: number): string {
  const context = createPageContext(status, view);
  const { texts } = context;
  const row = status.setAside.rows.find((one) => one.number === number);
  const heading = texts.setAside.confirmHeading(String(number));
  return layout(context, {
    title: `${heading} – ${texts.product}`,
    level: 'attention',
    isLive: false,
    content: html`<h1>${heading}</h1>
      ${row === undefined ? html`<p>${texts.setAside.gone}</p>` : question(context, row)}
      <p><a href="${hrefOf(view, {}, 'set-aside')}">${texts.setAside.back}</a></p>`,
  });
}

function question(context: PageContext, row: SetAsideRow): Markup {
  const { texts, view } = context;
  return html`<p>${texts.setAside.confirm}</p>
    <article class="card">${rowFacts(context, row, true)}</article>
    <form class="buttons" method="post" action="${view.root}set-aside/drop">
      ${hiddenFields(view)}<input type="hidden" name="row" value="${row.number}" /><input
        type="hidden"
        name="confirmed"
        value="yes"
      /><button class="danger">${texts.setAside.reallyDrop}</button>
    </form>`;
}
