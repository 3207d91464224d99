import type { SetAsideRow } from '../status.ts';
import { hiddenFields } from './links.ts';
import { html, type Content, type Markup } from './markup.ts';
import { timeAndAge, type PageContext } from './page-context.ts';

/** Rows that the database refused for their own data, each to be tried again or dropped. */
export function setAside(context: PageContext): Markup {
  const { status, texts, formats, view } = context;
  const words = texts.setAside;
  const { rows, total } = status.setAside;
  return html`<section id="set-aside" aria-labelledby="set-aside-heading">
    <h2 id="set-aside-heading">${words.heading}</h2>
    ${
      total === 0
        ? html`<p class="empty">${words.none}</p>`
        : html`<p>
              ${words.intro(formats.number(total), total)}${rows.length < total && html` ${words.shown(formats.number(rows.length), formats.number(total))}`}
            </p>
            ${total > 1 && html`<form method="post" action="${view.root}set-aside/retry">${hiddenFields(view)}<input type="hidden" name="row" value="all" /><button>${words.retryAll}</button></form>`}
            <div class="cards">${rows.map((row) => card(context, row))}</div>`
    }
  </section>`;
}

function card(context: PageContext, row: SetAsideRow): Markup {
  const { texts, view } = context;
  const words = texts.setAside;
  const number = String(row.number);
  return html`<article class="card" data-key="${number}" id="row-${number}">
    <h3>${words.row(number)} <span class="tag">${row.mandator}</span></h3>
    ${rowFacts(context, row)}
    <div class="buttons">
      <form method="post" action="${view.root}set-aside/retry">
        ${hiddenFields(view)}<input type="hidden" name="row" value="${number}" /><button
          aria-label="${words.retry}: ${words.row(number)}"
        >
          ${words.retry}
        </button>
      </form>
      <form method="post" action="${view.root}set-aside/drop">
        ${hiddenFields(view)}<input type="hidden" name="row" value="${number}" /><button
          class="danger"
          aria-label="${words.drop}: ${words.row(number)}"
        >
          ${words.drop}
        </button>
      </form>
    </div>
  </article> `;
}

/** What is known of a row, its values behind a fold. */
export function rowFacts(context: PageContext, row: SetAsideRow, isOpen = false): Markup {
  const words = context.texts.setAside;
  return html`<dl>
<div><dt>${words.came}</dt><dd>${timeAndAge(context, row.cameAt)}</dd></div>
<div><dt>${words.since}</dt><dd>${timeAndAge(context, row.setAsideAt)}</dd></div>
<div><dt>${words.reason}</dt><dd><q class="words">${row.reason}</q></dd></div>
</dl>
<details${isOpen && html` open`}><summary>${words.values}</summary>
<dl class="values">${Object.entries(row.values).map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${valueOf(context, value)}</dd>
      </div> `,
  )}</dl>
</details>`;
}

function valueOf({ texts }: PageContext, value: string | null): Content {
  return value === null
    ? html`<span class="muted">${texts.setAside.empty}</span>`
    : html`<code>${value}</code>`;
}
