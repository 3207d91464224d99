import type { Problem, ProblemCode } from '../status.ts';
import { badge, type Level } from './icons.ts';
import { html, type Content, type Markup } from './markup.ts';
import type { PageContext } from './page-context.ts';

type Station = 'exchange' | 'intake' | 'waiting' | 'table';

/** Where on a notification's way each problem lies; the others are about none of these places. */
const STATIONS: Partial<Readonly<Record<ProblemCode, Station>>> = {
  exchange_silent: 'exchange',
  never_heard: 'exchange',
  subscriptions_silent: 'exchange',
  gaps: 'exchange',
  callers_refused: 'exchange',
  certificate_expired: 'exchange',
  intake_refused: 'intake',
  notifications_failed: 'intake',
  spool_overdue: 'waiting',
  spool_nearly_full: 'waiting',
  spool_unavailable: 'waiting',
  rows_set_aside: 'waiting',
  disk_low: 'waiting',
  database_away: 'table',
};

/** The four stations from Exchange to the table, so that it is seen at a glance where it stops. */
export function path(context: PageContext): Markup {
  const { texts } = context;
  return html`<section id="path" aria-label="${texts.path.heading}">
    <ol class="path">
      ${station(context, 'exchange', ...exchangeFacts(context))}
      ${station(context, 'intake', ...intakeFacts(context))}
      ${station(context, 'waiting', ...waitingFacts(context))}
      ${station(context, 'table', ...tableFacts(context))}
    </ol>
  </section>`;
}

function station({ status, texts }: PageContext, name: Station, main: Content, more: Content): Markup {
  const level = stationLevel(status.problems, name);
  return html`<li class="${level}">
    <h2>${texts.path[name]}</h2>
    <p class="main">${main}</p>
    <p class="muted">${more}</p>
    ${badge(level, texts.level[level])}
  </li>`;
}

function stationLevel(problems: readonly Problem[], name: Station): Level {
  return problems.find(({ code }) => STATIONS[code] === name)?.level ?? 'ok';
}

type Facts = [main: Content, more: Content];

function exchangeFacts({ status, texts, formats }: PageContext): Facts {
  const { totals, subscriptions } = status.subscriptions;
  const heard = totals
    .map(({ lastHeardAt }) => lastHeardAt)
    .sort()
    .at(-1);
  const active = totals.reduce((sum, total) => sum + total.active, 0);
  return [
    heard === undefined ? texts.path.never : formats.ago(heard, status.takenAt),
    subscriptions.length === 0
      ? texts.path.noSubscriptions
      : texts.path.active(formats.number(active), formats.number(subscriptions.length)),
  ];
}

function intakeFacts({ status, texts, formats }: PageContext): Facts {
  const sum = (key: 'stored' | 'refused' | 'failed'): number =>
    status.history.reduce((total, minute) => total + minute[key], 0);
  const [stored, refused, failed] = [sum('stored'), sum('refused'), sum('failed')];
  return [
    texts.path.lastHour(formats.number(stored + refused + failed)),
    texts.path.turnedAway(formats.number(refused), formats.number(failed)),
  ];
}

function waitingFacts({ status, texts, formats }: PageContext): Facts {
  const spools = status.mandators.flatMap(({ spool }) => spool ?? []);
  const queued = spools.reduce((sum, spool) => sum + spool.queuedRows, 0);
  const setAside = status.setAside.total;
  const more =
    setAside > 0
      ? texts.path.setAside(formats.number(setAside))
      : spools.length === 0
        ? texts.path.noSpool
        : queued === 0
          ? texts.path.nothingWaits
          : spools
              .flatMap(({ oldestAt }) => oldestAt ?? [])
              .sort()
              .slice(0, 1)
              .map((at) => texts.mandators.oldest(formats.ago(at, status.takenAt)));
  return [texts.path.rows(formats.number(queued), queued), more];
}

function tableFacts({ status, texts, formats }: PageContext): Facts {
  const last = status.mandators
    .flatMap(({ lastCommitAt }) => lastCommitAt ?? [])
    .sort()
    .at(-1);
  const away = status.mandators.filter(({ state }) => state === 'down');
  const ready = status.mandators.length - away.length;
  const more = texts.path.databasesReady(formats.number(ready), formats.number(status.mandators.length));
  if (away.length > 0) {
    return [texts.path.away(away.map(({ mandator }) => mandator).join(', ')), more];
  }
  return [last === undefined ? texts.path.noRowYet : formats.ago(last, status.takenAt), more];
}
