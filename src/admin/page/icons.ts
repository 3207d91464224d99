import type { Problem } from '../status.ts';
import { html, type Markup } from './markup.ts';

/** How well something is. */
export type Level = Problem['level'] | 'ok';

/** A shape for each level, so that colour is never the only sign. */
const SHAPES: Readonly<Record<Level, Markup>> = {
  ok: html`<circle cx="8" cy="8" r="7.5" /><path d="M4.4 8.3l2.5 2.5 4.8-5.4" />`,
  advice: html`<rect x=".5" y=".5" width="15" height="15" rx="4" /><path d="M8 7.2v4.6M8 4.1v.4" />`,
  attention: html`<path class="body" d="M8 .8l7.6 13.9H.4z" /><path d="M8 5.6v4.2M8 12.2v.3" />`,
  trouble: html`<path class="body" d="M4.9.5h6.2l4.4 4.4v6.2l-4.4 4.4H4.9L.5 11.1V4.9z" /><path
      d="M5.2 5.2l5.6 5.6m0-5.6l-5.6 5.6"
    />`,
};

/** The sign of a level; the word for it has to stand beside it. */
export function icon(level: Level): Markup {
  return html`<svg class="icon ${level}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    ${SHAPES[level]}
  </svg>`;
}

/** Sign and word in one. */
export function badge(level: Level, word: string): Markup {
  return html`<span class="badge ${level}">${icon(level)}${word}</span>`;
}

const FAVICON_COLOURS: Readonly<Record<Level, string>> = {
  ok: '#1a7f37',
  advice: '#1a7f37',
  attention: '#bf8700',
  trouble: '#cf222e',
};

/** The icon of the browser's tab, so that the state is seen from another tab. */
export function favicon(level: Level): string {
  const shape =
    level === 'trouble' ? 'M4 4l8 8m0-8l-8 8' : level === 'attention' ? 'M8 3v6M8 12v1' : 'M4 8l3 3 5-6';
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" ` +
    `fill="${FAVICON_COLOURS[level]}"/><path d="${shape}" stroke="#fff" stroke-width="2" fill="none"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
