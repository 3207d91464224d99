import type { MandatorStatus } from '../status.ts';
import { databaseTrouble } from './database-trouble.ts';
import { badge, type Level } from './icons.ts';
import { html, type Content, type Markup } from './markup.ts';
import { timeAndAge, type PageContext } from './page-context.ts';

/** Each mandator with its database, what was written last, and what waits. */
export function mandators(context: PageContext): Markup {
  const { status, texts } = context;
  return html`<section id="mandators" aria-labelledby="mandators-heading">
    <h2 id="mandators-heading">${texts.mandators.heading}</h2>
    <div class="cards">${status.mandators.map((mandator) => card(context, mandator))}</div>
  </section>`;
}

const LEVELS: Readonly<Record<MandatorStatus['state'], Level>> = {
  ready: 'ok',
  connecting: 'attention',
  down: 'trouble',
};

function card(context: PageContext, mandator: MandatorStatus): Markup {
  const { texts, formats } = context;
  const words = texts.mandators;
  const { spool } = mandator;
  return html`<article class="card" data-key="${mandator.mandator}">
    <h3>
      ${mandator.mandator}${mandator.isDefault && html` <span class="tag">${words.isDefault}</span>`}
      ${badge(LEVELS[mandator.state], words.state[mandator.state])}
    </h3>
    <dl>
      ${fact(words.database, html`<code>${mandator.database}</code>`)}
      ${fact(words.lastWrite, mandator.lastCommitAt === null ? words.none : timeAndAge(context, mandator.lastCommitAt))}
      ${mandator.waitingRows > 0 && fact(words.underWay, texts.path.rows(formats.number(mandator.waitingRows), mandator.waitingRows))}
      ${spool !== null && fact(words.backlog, backlog(context, spool))}
      ${spool !== null && spool.setAsideRows > 0 && fact(words.setAside, html`<a href="#set-aside">${texts.path.rows(formats.number(spool.setAsideRows), spool.setAsideRows)}</a>`)}
      ${errorOf(mandator).map((error) => fact(words.error, errorText(context, error)))}
    </dl>
  </article> `;
}

function backlog(
  { texts, formats, status }: PageContext,
  spool: NonNullable<MandatorStatus['spool']>,
): Content {
  const words = texts.mandators;
  if (spool.queuedRows === 0) {
    return spool.state === 'unavailable'
      ? words.spool.unavailable
      : `${words.noBacklog}, ${words.spool[spool.state]}`;
  }
  const rows = texts.path.rows(formats.number(spool.queuedRows), spool.queuedRows);
  const age = spool.oldestAt === null ? '' : `, ${words.oldest(formats.ago(spool.oldestAt, status.takenAt))}`;
  return `${words.queued(rows, formats.bytes(spool.queuedBytes))}${age}; ${words.spool[spool.state]}`;
}

/** What the database said, what made rows wait, and what the spool says: each sentence once. */
function errorOf({ error, spool }: MandatorStatus): string[] {
  const all = [error, spool?.reason ?? null, spool?.error ?? null];
  return [...new Set(all.flatMap((text) => (text === null || text === '' ? [] : [text])))];
}

function errorText({ texts }: PageContext, error: string): Markup {
  return html`${texts.mandators.troubles[databaseTrouble(error)]} <br /><span class="muted"
      >${texts.mandators.words}</span
    >
    <q class="words">${error}</q>`;
}

function fact(name: string, value: Content): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div> `;
}
