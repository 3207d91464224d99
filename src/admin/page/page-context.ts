import type { ServiceStatus } from '../status.ts';
import { createFormats, type Formats } from './formats.ts';
import { html, type Markup } from './markup.ts';
import type { PageView } from './page-view.ts';
import type { PageTexts } from './texts/page-texts.ts';
import { PAGE_TEXTS } from './texts/texts.ts';

/** What every part of the page is made from. */
export interface PageContext {
  readonly status: ServiceStatus;
  readonly view: PageView;
  readonly texts: PageTexts;
  readonly formats: Formats;
}

/** Brings together what is shown and how it is asked for. */
export function createPageContext(status: ServiceStatus, view: PageView): PageContext {
  const formats = createFormats(view.language, view.timeZone);
  return { status, view, texts: PAGE_TEXTS[view.language], formats };
}

/** A time, for people and for programs. */
export function timeOf({ status, formats }: PageContext, iso: string): Markup {
  return html`<time datetime="${iso}">${formats.time(iso, status.takenAt)}</time>`;
}

/** A time and how long ago that is. */
export function timeAndAge(context: PageContext, iso: string): Markup {
  const { status, formats } = context;
  return html`${timeOf(context, iso)} <span class="muted">${formats.ago(iso, status.takenAt)}</span>`;
}

/** Text in which backticks mark what is typed or is a name. */
export function withCode(text: string): Markup {
  return html`${text.split('`').map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}
