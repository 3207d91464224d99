import type { SubscriptionView } from '../../subscriptions/view.ts';
import { eventsOf, findSubscriptions, FIRST_ORDER, type FoundSubscriptions } from './find-subscriptions.ts';
import { badge, type Level } from './icons.ts';
import { hrefOf } from './links.ts';
import { html, type Content, type Markup } from './markup.ts';
import { timeAndAge, timeOf, type PageContext } from './page-context.ts';
import { SUBSCRIPTION_COLUMNS, type SubscriptionColumn } from './page-view.ts';
import { table, type Column } from './table.ts';

const SECTION = 'subscriptions';

/** The subscriptions, a page of them, with search and sorting. */
export function subscriptions(context: PageContext): Markup {
  const { status, texts, view } = context;
  const { subscriptions: all, storageError } = status.subscriptions;
  const found = findSubscriptions(all, view);
  return html`<section id="${SECTION}" aria-labelledby="subscriptions-heading">
    <h2 id="subscriptions-heading">${texts.subscriptions.heading}</h2>
    ${storageError !== null && html`<p>${badge('attention', texts.level.attention)} ${texts.subscriptions.notKept} ${storageError}</p>`}
    ${
      all.length === 0
        ? html`<p class="empty">${texts.subscriptions.none}</p>`
        : html`${tools(context, found)}
          ${found.count === 0 ? html`<p class="empty">${texts.subscriptions.noneFound}</p>` : rows(context, found)}`
    }
  </section>`;
}

function tools(context: PageContext, found: FoundSubscriptions): Markup {
  const { status, texts, formats, view } = context;
  const words = texts.subscriptions;
  const { totals, subscriptions: all } = status.subscriptions;
  const sum = (state: 'active' | 'silent' | 'ended'): string =>
    formats.number(totals.reduce((count, total) => count + total[state], 0));
  const summary =
    view.search === ''
      ? words.summary(sum('active'), sum('silent'), sum('ended'))
      : words.found(formats.number(found.count), formats.number(all.length));
  return html`<div class="tools">
    <form class="search" role="search" action="${view.root}#${SECTION}" method="get">
      ${view.isLanguageChosen && html`<input type="hidden" name="lang" value="${view.language}" />`}
      ${view.sort !== 'state' && html`<input type="hidden" name="sort" value="${view.sort}" /><input type="hidden" name="order" value="${view.order}" />`}
      <label for="search">${words.search}</label>
      <input
        id="search"
        name="q"
        type="search"
        value="${view.search}"
        autocomplete="off"
        spellcheck="false"
        maxlength="200"
      />
      <button>${words.find}</button>
      ${view.search !== '' && html`<a href="${hrefOf(view, { search: '', page: 1 }, SECTION)}">${words.all}</a>`}
    </form>
    <p role="status">${summary}</p>
  </div>`;
}

function rows(context: PageContext, found: FoundSubscriptions): Markup {
  return html`${table({
    labelledBy: 'subscriptions-heading',
    className: 'cards-when-narrow',
    columns: SUBSCRIPTION_COLUMNS.map((column) => sortable(context, column)),
    rows: found.rows.map((subscription) => ({
      key: `${subscription.mandator} ${subscription.subscriptionId}`,
      cells: cells(context, subscription),
    })),
  })}
  ${found.pages > 1 && pages(context, found)}`;
}

function sortable({ texts, view }: PageContext, name: SubscriptionColumn): Column {
  const words = texts.subscriptions;
  const isSorted = view.sort === name;
  const order = isSorted ? (view.order === 'asc' ? 'desc' : 'asc') : FIRST_ORDER[name];
  const sign =
    isSorted &&
    html` <span aria-hidden="true">${view.order === 'asc' ? '▲' : '▼'}</span
      ><span class="unseen"> ${view.order === 'asc' ? words.sortedUp : words.sortedDown}</span>`;
  return {
    label: words.columns[name],
    header: html`<a href="${hrefOf(view, { sort: name, order, page: 1 }, SECTION)}"
      >${words.columns[name]}${sign}</a
    >`,
    sorted: isSorted ? (view.order === 'asc' ? 'ascending' : 'descending') : undefined,
    kind: name === 'events' || name === 'gaps' ? 'number' : name === 'mailbox' ? 'code' : undefined,
  };
}

const LEVELS: Readonly<Record<SubscriptionView['state'], Level>> = {
  active: 'ok',
  silent: 'trouble',
  ended: 'advice',
};

function cells(context: PageContext, subscription: SubscriptionView): Content[] {
  const { texts, formats } = context;
  const words = texts.subscriptions;
  const { counts, state, ended, lastError } = subscription;
  const code = ended?.code ?? lastError?.code ?? null;
  const isEnded = state === 'ended';
  return [
    html`${badge(isEnded && ended?.by === 'exchange' ? 'attention' : LEVELS[state], words.state[state])}${
      code !== null && html`<br /><small class="muted">${code}</small>`
    }${subscription.endRequestedAt !== null && html`<br /><small>${words.ending}</small>`}`,
    subscription.mailbox ?? html`<span class="muted">${words.unknown}</span>`,
    subscription.exchangeServer ?? html`<span class="muted">${words.unknown}</span>`,
    subscription.mandator,
    subscription.subscribedAt === null
      ? html`<span class="muted">${words.unknown}</span>`
      : timeOf(context, subscription.subscribedAt),
    html`${timeAndAge(context, subscription.lastHeardAt)}${
      state === 'silent' &&
      html`<br /><small class="muted"
          >${words.heartbeat(formats.span(subscription.statusFrequencyMs), subscription.isStatusFrequencyObserved)}</small
        >`
    }`,
    formats.number(eventsOf(subscription)),
    counts.gaps > 0 ? html`<strong>${formats.number(counts.gaps)}</strong>` : formats.number(0),
  ];
}

function pages(
  { texts, formats, view }: PageContext,
  { from, to, count, page, pages: last }: FoundSubscriptions,
): Markup {
  const words = texts.subscriptions;
  const link = (number: number, text: string, rel: string): Content =>
    number < 1 || number > last
      ? html`<span class="muted">${text}</span>`
      : html`<a rel="${rel}" href="${hrefOf(view, { page: number }, SECTION)}">${text}</a>`;
  return html`<nav class="pages" aria-label="${words.pages}">
    ${link(page - 1, words.previous, 'prev')}
    <span>${words.range(formats.number(from), formats.number(to), formats.number(count))}</span>
    ${link(page + 1, words.next, 'next')}
  </nav>`;
}
