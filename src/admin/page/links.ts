import { html, type Markup } from './markup.ts';
import type { PageView } from './page-view.ts';

/** The view that is shown where nothing is asked for; links leave such values out. */
export const PLAIN_VIEW = {
  search: '',
  sort: 'state',
  order: 'asc',
  page: 1,
} as const satisfies Partial<PageView>;

/** What can be asked for in a link. */
export type ViewChange = Partial<Pick<PageView, 'language' | 'search' | 'sort' | 'order' | 'page'>>;

/**
 * Address of the page as it is shown, with a change. Relative, so that it holds behind any proxy.
 * @param section where the page is to be scrolled to
 */
export function hrefOf(view: PageView, change: ViewChange, section?: string): string {
  const wanted = { ...view, ...change };
  const query = new URLSearchParams();
  if (view.isLanguageChosen || change.language !== undefined) {
    query.set('lang', wanted.language);
  }
  if (wanted.search !== PLAIN_VIEW.search) {
    query.set('q', wanted.search);
  }
  if (wanted.sort !== PLAIN_VIEW.sort || wanted.order !== PLAIN_VIEW.order) {
    query.set('sort', wanted.sort);
    query.set('order', wanted.order);
  }
  if (wanted.page !== PLAIN_VIEW.page) {
    query.set('page', String(wanted.page));
  }
  const text = query.toString();
  return `${view.root}${text === '' ? '' : `?${text}`}${section === undefined ? '' : `#${section}`}`;
}

/** What every form that does something carries. */
export function hiddenFields({ formToken, isLanguageChosen, language }: PageView): Markup {
  return html`<input type="hidden" name="token" value="${formToken}" />${
      isLanguageChosen && html`<input type="hidden" name="lang" value="${language}" />`
    }`;
}
