import { html, type Content, type Markup } from '../markup.ts';
import type { PageContext } from '../page-context.ts';
import { table, type Column } from '../table.ts';
import { quarterHours, slotted, SLOTS, ticksFor } from './scale.ts';

/** Measures of a chart in its own units, which are about pixels. */
const WIDTH = 380;
const HEIGHT = 150;
const LEFT = 44;
const RIGHT = 6;
const TOP = 8;
const BOTTOM = 22;

/** Width of a minute. */
export const SLOT_WIDTH = (WIDTH - LEFT - RIGHT) / SLOTS;

export interface Chart {
  /** Begins the ids of its parts. */
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** What it shows, in a sentence, for those who do not see it. */
  readonly description: string;
  readonly max: number;
  readonly legend: readonly { readonly className: string; readonly text: Content }[];
  /** What is said where there is nothing to be drawn; null where there is. */
  readonly nothing: string | null;
  /** Draws between the axes: `y` puts a value at its height. */
  readonly draw: (y: (value: number) => number) => Content;
  readonly columns: readonly Column[];
  /** Cells of the table, the newest minute first; the first is the minute's. */
  readonly rows: readonly (readonly Content[])[];
}

/** Left edge of a minute. */
export function slotX(slot: number): number {
  return LEFT + slot * SLOT_WIDTH;
}

/** A number for an SVG attribute. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A chart with axes, legend, and the same as a table. */
export function chartFrame(context: PageContext, chart: Chart): Markup {
  const { texts } = context;
  const ticks = ticksFor(chart.max);
  const top = ticks.at(-1) ?? 1;
  const y = (value: number): number => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  return html`<figure class="card chart" id="${chart.id}">
    <figcaption>
      <h3 id="${chart.id}-heading">${chart.title}</h3>
      <span class="muted">${chart.unit}</span>
    </figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.description}">
      ${beforeStart(context)} ${ticks.map((value) => gridLine(context, value, y(value)))} ${timeAxis(context)}
      ${chart.draw(y)}
      <path class="axis" d="M${LEFT} ${at(y(0))}H${WIDTH - RIGHT}" />
      ${chart.nothing !== null && html`<text class="nothing" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT / 2 - 6}">${chart.nothing}</text>`}
    </svg>
    <ul class="legend">
      ${chart.legend.map(({ className, text }) => html`<li>${swatch(className)} ${text}</li>`)}
    </ul>
    <details>
      <summary>${chart.title} ${texts.charts.asTable}</summary>
      ${table({
        labelledBy: `${chart.id}-heading`,
        className: 'tall',
        columns: [{ label: texts.charts.minute }, ...chart.columns],
        rows: chart.rows.map((cells, index) => ({ key: String(index), cells })),
      })}
    </details>
  </figure>`;
}

function gridLine({ formats }: PageContext, value: number, height: number): Markup {
  return html`<path class="grid" d="M${LEFT} ${at(height)}H${WIDTH - RIGHT}" /><text
      class="value"
      x="${LEFT - 5}"
      y="${at(height + 3.5)}"
      >${formats.number(value)}</text
    > `;
}

function timeAxis({ status, formats }: PageContext): Markup {
  const bottom = HEIGHT - BOTTOM;
  return html`${quarterHours(status.takenAt).map(({ slot, at: iso }) => {
    // A label at the very edge would be cut off.
    const x = Math.min(Math.max(slotX(slot), LEFT + 10), WIDTH - RIGHT - 12);
    return html`<path class="grid" d="M${at(slotX(slot))} ${bottom}v4" /><text
        class="time"
        x="${at(x)}"
        y="${HEIGHT - 6}"
        >${formats.clock(iso)}</text
      > `;
  })}`;
}

/** The minutes before the service was started: there nothing is known, which is not the same as nothing. */
function beforeStart({ status }: PageContext): Content {
  const first = slotted(status.history, status.takenAt)[0]?.slot ?? SLOTS;
  return (
    first > 0 &&
    html`<rect
      class="unknown"
      x="${LEFT}"
      y="${TOP}"
      width="${at(first * SLOT_WIDTH)}"
      height="${HEIGHT - TOP - BOTTOM}"
    />`
  );
}

function swatch(className: string): Markup {
  return className.startsWith('line')
    ? html`<svg class="swatch" viewBox="0 0 18 10" aria-hidden="true" focusable="false">
        <path class="${className}" d="M0 5H18" />
      </svg>`
    : html`<svg class="swatch" viewBox="0 0 18 10" aria-hidden="true" focusable="false">
        <rect ${fillOf(className)} width="18" height="10" />
      </svg>`;
}

/** Class and pattern of an area: what went wrong is hatched, so that it is told apart without colours. */
export function fillOf(className: string): Markup {
  return className === 'bar stored' || className === 'area'
    ? html`class="${className}"`
    : html`class="${className}" fill="url(#hatch-${className.replace('bar ', '')})"`;
}

/** The patterns, once a page. */
export function hatches(): Markup {
  return html`<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      <pattern id="hatch-refused" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect class="refused" width="4" height="4" />
        <path class="stripe" d="M0 4L4 0" />
      </pattern>
      <pattern id="hatch-failed" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect class="failed" width="4" height="4" />
        <path class="stripe" d="M0 0L4 4M0 4L4 0" />
      </pattern>
    </defs>
  </svg>`;
}
