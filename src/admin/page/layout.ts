import { LANGUAGES } from '../../language.ts';
import { favicon, type Level } from './icons.ts';
import { hrefOf } from './links.ts';
import { html, type Content, type Markup } from './markup.ts';
import { timeOf, type PageContext } from './page-context.ts';

export interface Layout {
  readonly title: string;
  readonly level: Level;
  /** Whether the page follows the service; a question that waits for an answer does not. */
  readonly isLive: boolean;
  readonly content: Content;
}

/** The document around a page's content: head, bar and footer. */
export function layout(context: PageContext, { title, level, isLive, content }: Layout): string {
  const { view, texts } = context;
  const page = html`<!DOCTYPE html>
    <html lang="${view.language}" data-zone="${view.timeZone}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="${favicon(level)}" />
        <link rel="stylesheet" href="${view.root}style.css" />
        ${isLive && html`<script src="${view.root}page.js" defer></script>`}
      </head>
      <body>
        <a class="skip" href="#main">${texts.skip}</a>
        ${bar(context, isLive)}
        <main id="main" tabindex="-1">${content}</main>
        ${footer(context)}
      </body>
    </html> `;
  return page.markup;
}

/** The parts that the bar leads to. */
const SECTIONS = [
  'charts',
  'mandators',
  'subscriptions',
  'notifications',
  'setAside',
  'selftest',
  'settings',
] as const;

function bar(context: PageContext, isLive: boolean): Markup {
  const { view, texts, status, formats } = context;
  return html`<header class="bar">
      <p class="product">
        <a href="${hrefOf(view, { search: '', sort: 'state', order: 'asc', page: 1 })}">${texts.product}</a>
      </p>
      ${isLive && html`<nav class="sections" aria-label="${texts.sections.label}">${SECTIONS.map((name) => html`<a href="#${name === 'setAside' ? 'set-aside' : name}">${texts.sections[name]}</a> `)}</nav>`}
      <div class="state">
        <span id="taken"
          >${texts.takenAt(formats.time(status.takenAt, status.takenAt), formats.offset(status.takenAt))}</span
        >
        ${isLive && html`<button type="button" id="pause" data-keep hidden data-pause="${texts.live.pause}" data-resume="${texts.live.resume}">${texts.live.pause}</button>`}
        ${
          isLive &&
          html`<nav class="languages" aria-label="${texts.language.label}">
            ${LANGUAGES.map((language) =>
              language === view.language
                ? html`<span lang="${language}" aria-current="true">${texts.language[language]}</span> `
                : html`<a lang="${language}" hreflang="${language}" href="${hrefOf(view, { language })}"
                    >${texts.language[language]}</a
                  > `,
            )}
          </nav>`
        }
      </div>
    </header>
    ${isLive && html`<p id="connection" class="connection" role="alert" data-keep data-away="${texts.live.away}" data-refused="${texts.live.refused}"></p>`}`;
}

function footer(context: PageContext): Markup {
  const { status, texts, formats, view } = context;
  const words = texts.footer;
  const { service, disk, mirror } = status;
  const facts: [name: string, value: Content][] = [
    [words.version, `${service.version}, Node.js ${service.node}`],
    [words.zone, formats.zone(status.takenAt)],
    [
      words.started,
      html`${timeOf(context, service.startedAt)}
        <span class="muted">${formats.ago(service.startedAt, status.takenAt)}</span>`,
    ],
    [
      words.address,
      html`<code>${service.address}</code> ${service.paths.map((path) => html`<code>${path}</code> `)}`,
    ],
    [words.table, html`<code>${service.table}</code>`],
    [words.mapping, service.mapping === null ? words.builtIn : html`<code>${service.mapping}</code>`],
    [
      words.dataDir,
      html`<code>${service.dataDir}</code
        >${disk !== null && html` <span class="muted">${words.disk(formats.bytes(disk.freeBytes), formats.bytes(disk.totalBytes))}</span>`}`,
    ],
  ];
  if (mirror !== null) {
    facts.push([
      words.mirror,
      words.mirrorCounts(
        formats.number(mirror.sent),
        formats.number(mirror.different),
        formats.number(mirror.lost),
      ),
    ]);
  }
  return html`<footer>
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div> `,
      )}
    </dl>
    <p>
      ${words.data} <a href="${view.root}metrics">/metrics</a> <a href="${view.root}readyz">/readyz</a>
      <a href="${view.root}api/status">/api/status</a>
    </p>
  </footer>`;
}
