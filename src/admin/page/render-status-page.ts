import type { ServiceStatus } from '../status.ts';
import { charts } from './charts/charts.ts';
import { headline, levelOf, problemDetails } from './headline.ts';
import { layout } from './layout.ts';
import { mandators } from './mandators.ts';
import { html, type Content } from './markup.ts';
import { notifications } from './notifications.ts';
import { createPageContext, type PageContext } from './page-context.ts';
import type { PageView } from './page-view.ts';
import { path } from './path.ts';
import { selftest } from './selftest.ts';
import { setAside } from './set-aside.ts';
import { settings } from './settings.ts';
import { subscriptions } from './subscriptions.ts';

/** The status page as an HTML document: what is shown, in the way that it is asked for. */
export function renderStatusPage(status: ServiceStatus, view: PageView): string {
  const context = createPageContext(status, view);
  const level = levelOf(status.problems);
  return layout(context, {
    title: `${context.texts.level[level]} – ${context.texts.product}`,
    level,
    isLive: true,
    content: html`${notice(context)} ${headline(context)} ${path(context)} ${problemDetails(context)}
    ${charts(context)} ${mandators(context)} ${subscriptions(context)} ${notifications(context)}
    ${setAside(context)} ${selftest(context)} ${settings(context)}`,
  });
}

/** What came of the form that was sent last; it stays until the next one, whatever is refreshed around it. */
function notice({ view, texts, formats }: PageContext): Content {
  if (view.notice === null) {
    return null;
  }
  const { kind, count } = view.notice;
  return html`<p class="notice" id="notice" role="status" data-keep>
    ${texts.notices[kind](formats.number(count), count)}
  </p>`;
}
