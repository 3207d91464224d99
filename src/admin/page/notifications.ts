import type { RecentNotification } from '../status.ts';
import { badge, type Level } from './icons.ts';
import { hrefOf } from './links.ts';
import { html, joined, type Content, type Markup } from './markup.ts';
import { timeOf, type PageContext } from './page-context.ts';
import { table } from './table.ts';

/** The last notifications, each with what became of it. */
export function notifications(context: PageContext): Markup {
  const { status, texts, formats } = context;
  const words = texts.notifications;
  const mailboxes = new Map(
    status.subscriptions.subscriptions.map(({ subscriptionId, mailbox }) => [subscriptionId, mailbox]),
  );
  const count = status.notifications.length;
  return html`<section id="notifications" aria-labelledby="notifications-heading">
    <h2 id="notifications-heading">
      ${words.heading}${count > 0 && html` <small class="muted">${words.intro(formats.number(count))}</small>`}
    </h2>
    ${
      count === 0
        ? html`<p class="empty">${words.none}</p>`
        : table({
            labelledBy: 'notifications-heading',
            className: 'tall cards-when-narrow',
            columns: [
              { label: words.time },
              { label: words.fate },
              { label: words.mandator },
              { label: words.events },
              { label: words.rows, kind: 'number' },
              { label: words.mailbox, kind: 'code' },
              { label: words.took, kind: 'number' },
              { label: words.from },
            ],
            rows: status.notifications.map((notification) => ({
              key: notification.requestId,
              cells: cells(context, notification, mailboxes),
            })),
          })
    }
  </section>`;
}

const LEVELS: Readonly<Record<RecentNotification['fate'], Level>> = {
  table: 'ok',
  spool: 'attention',
  refused: 'attention',
  failed: 'trouble',
};

function cells(
  context: PageContext,
  notification: RecentNotification,
  mailboxes: ReadonlyMap<string, string | null>,
): Content[] {
  const { texts, formats } = context;
  const words = texts.notifications;
  const { fate, code, reason, httpStatus, duplicates } = notification;
  const isWell = fate === 'table' || fate === 'spool';
  return [
    timeOf(context, notification.receivedAt),
    html`${badge(LEVELS[fate], words.fates[fate])}${notification.isSelftest && html` <span class="tag">${words.selftest}</span>`}${
      !isWell &&
      html`<br /><small
          >${httpStatus} <code>${code}</code>${reason !== null && html` ${reason}`}
          (${notification.requestId})</small
        >`
    }`,
    notification.mandator ?? '–',
    eventNames(context, notification),
    html`${formats.number(notification.rows)}${
      duplicates !== null &&
      duplicates > 0 &&
      html`<br /><small class="muted">${words.duplicates(formats.number(duplicates))}</small>`
    }`,
    mailboxLinks(context, notification.subscriptionIds, mailboxes),
    formats.milliseconds(notification.ms),
    notification.from,
  ];
}

/** `2 Modified, 1 Created`: the elements' names without the word that all of them end in. */
function eventNames({ texts, formats }: PageContext, { events }: RecentNotification): Content {
  const kinds = Object.entries(events).filter(([, count]) => count > 0);
  if (kinds.length === 0) {
    return '–';
  }
  const names = kinds.map(([kind, count]) =>
    kind === 'StatusEvent'
      ? texts.notifications.heartbeat
      : `${formats.number(count)} ${kind.replace(/Event$/, '')}`,
  );
  return names.join(', ');
}

function mailboxLinks(
  { view, texts }: PageContext,
  ids: readonly string[],
  mailboxes: ReadonlyMap<string, string | null>,
): Content {
  const known = [...new Set(ids.flatMap((id) => mailboxes.get(id) ?? []))].slice(0, 3);
  if (known.length === 0) {
    return ids.length === 0 ? '–' : html`<span class="muted">${texts.subscriptions.unknown}</span>`;
  }
  const links = known.map(
    (mailbox) =>
      html`<a href="${hrefOf(view, { search: mailbox, page: 1 }, 'subscriptions')}">${mailbox}</a>`,
  );
  return joined(links, html`<br />`);
}
