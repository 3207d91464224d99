import type { Context } from 'koa';
import { pageLanguage } from '../../http/page-language.ts';
import { LANGUAGES, type Language } from '../../language.ts';
import type { SelftestReport } from '../../selftest/step.ts';
import { FIRST_ORDER } from './find-subscriptions.ts';
import { isTimeZone } from './formats.ts';
import { PLAIN_VIEW } from './links.ts';
import { NOTICES, SUBSCRIPTION_COLUMNS, type Notice, type PageView } from './page-view.ts';

/** In which header the page's script says the browser's time zone; the first answer is in the server's. */
const ZONE_HEADER = 'X-Time-Zone';

/** Longest text that is searched for. */
const MAX_SEARCH = 200;

/** What the page knows beside the request. */
export interface ViewFacts {
  readonly root: PageView['root'];
  readonly formToken: string;
  readonly selftests: readonly SelftestReport[];
  /** Fields of a form that was posted, which carries the language that was chosen. */
  readonly form?: URLSearchParams;
}

/** Reads what a request asks of the page. What makes no sense counts as not asked for. */
export function readView(ctx: Context, { root, formToken, selftests, form }: ViewFacts): PageView {
  const query = new URLSearchParams(ctx.querystring);
  const chosen = LANGUAGES.find((language) => language === (form ?? query).get('lang'));
  const sort = SUBSCRIPTION_COLUMNS.find((column) => column === query.get('sort')) ?? PLAIN_VIEW.sort;
  const order = query.get('order');
  return {
    language: chosen ?? pageLanguage(ctx.req.headers['accept-language']),
    isLanguageChosen: chosen !== undefined,
    timeZone: timeZoneOf(ctx.get(ZONE_HEADER)),
    root,
    search: (query.get('q') ?? '').trim().slice(0, MAX_SEARCH),
    sort,
    order: order === 'asc' || order === 'desc' ? order : FIRST_ORDER[sort],
    page: Math.max(1, wholeNumber(query.get('page')) ?? 1),
    formToken,
    notice: isLedHereByOthers(ctx) ? null : readNotice(query),
    selftests,
  };
}

/**
 * Address of the page after a form was acted on, so that reloading it does nothing twice.
 * @param section where the page is scrolled to
 */
export function hrefAfter(
  root: PageView['root'],
  language: Language | null,
  notice: Notice,
  section: string,
): string {
  const query = new URLSearchParams({ notice: notice.kind, count: String(notice.count) });
  if (language !== null) {
    query.set('lang', language);
  }
  return `${root}?${query.toString()}#${section}`;
}

/** A link on a page of another site may say what it likes of rows that were dropped. */
function isLedHereByOthers(ctx: Context): boolean {
  return ['cross-site', 'same-site'].includes(ctx.get('Sec-Fetch-Site'));
}

function readNotice(query: URLSearchParams): Notice | null {
  const kind = NOTICES.find((name) => name === query.get('notice'));
  return kind === undefined ? null : { kind, count: wholeNumber(query.get('count')) ?? 0 };
}

function timeZoneOf(asked: string): string {
  return asked !== '' && isTimeZone(asked) ? asked : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A number of at most nine digits; null for everything else. */
export function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
