import { html, type Content, type Markup } from '../markup.ts';
import type { PageContext } from '../page-context.ts';
import { at, chartFrame, fillOf, hatches, SLOT_WIDTH, slotX } from './frame.ts';
import { slotted, type SlottedMinute } from './scale.ts';

/** The last hour in three charts: what came in, how fast it was answered, what waits. */
export function charts(context: PageContext): Markup {
  const { status, texts } = context;
  const minutes = slotted(status.history, status.takenAt);
  return html`<section id="charts" aria-labelledby="charts-heading">
    <h2 id="charts-heading">${texts.charts.heading}</h2>
    ${hatches()}
    <div class="charts">
      ${notificationChart(context, minutes)} ${latencyChart(context, minutes)} ${spoolChart(context, minutes)}
    </div>
  </section>`;
}

const OUTCOMES = ['stored', 'refused', 'failed'] as const;

/** Least height of what there is, so that one failure among thousands is seen. */
const LEAST_HEIGHT = 2;

function notificationChart(context: PageContext, minutes: readonly SlottedMinute[]): Markup {
  const { texts, formats } = context;
  const words = texts.charts;
  const total = (outcome: (typeof OUTCOMES)[number]): string =>
    formats.number(minutes.reduce((sum, { minute }) => sum + minute[outcome], 0));
  const max = Math.max(0, ...minutes.map(({ minute }) => minute.stored + minute.refused + minute.failed));
  return chartFrame(context, {
    id: 'chart-notifications',
    title: words.notifications,
    unit: words.perMinute,
    description: words.describeNotifications(total('stored'), total('refused'), total('failed')),
    max,
    nothing: max === 0 ? words.noData : null,
    legend: OUTCOMES.map((outcome) => ({
      className: `bar ${outcome}`,
      text: html`${words[outcome]} <strong>${total(outcome)}</strong>`,
    })),
    draw: (y) =>
      minutes.map(({ slot, minute }) => {
        let base = y(0);
        return html`<g
          >${minuteTitle(
            context,
            minute.at,
            OUTCOMES.map((outcome) => `${formats.number(minute[outcome])} ${words[outcome]}`),
          )}${OUTCOMES.map((outcome) => {
            if (minute[outcome] === 0) {
              return null;
            }
            const height = Math.max(LEAST_HEIGHT, y(0) - y(minute[outcome]));
            base -= height;
            return html`<rect
              ${fillOf(`bar ${outcome}`)}
              x="${at(slotX(slot) + 0.5)}"
              y="${at(base)}"
              width="${at(SLOT_WIDTH - 1)}"
              height="${at(height)}"
            />`;
          })}</g
        > `;
      }),
    columns: OUTCOMES.map((outcome) => ({ label: words[outcome], kind: 'number' })),
    rows: minutes
      .toReversed()
      .map(({ minute }) => [
        formats.clock(minute.at),
        ...OUTCOMES.map((outcome) => formats.number(minute[outcome])),
      ]),
  });
}

function latencyChart(context: PageContext, minutes: readonly SlottedMinute[]): Markup {
  const { texts, formats } = context;
  const words = texts.charts;
  const timed = minutes.flatMap(({ slot, minute }) =>
    minute.replyMs === null ? [] : [{ slot, at: minute.at, ...minute.replyMs }],
  );
  const last = timed.at(-1);
  const worst = Math.max(0, ...timed.map(({ max }) => max));
  return chartFrame(context, {
    id: 'chart-latency',
    title: words.latency,
    unit: words.inMilliseconds,
    description:
      last === undefined
        ? words.noData
        : words.describeLatency(formats.milliseconds(last.median), formats.milliseconds(worst)),
    max: Math.max(0, ...timed.map(({ p95 }) => p95)),
    nothing: timed.length === 0 ? words.noData : null,
    legend: [
      {
        className: 'line median',
        text: html`${words.median}${last !== undefined && html` <strong>${formats.milliseconds(last.median)}</strong>`}`,
      },
      {
        className: 'line p95',
        text: html`${words.p95}${last !== undefined && html` <strong>${formats.milliseconds(last.p95)}</strong>`}`,
      },
    ],
    draw: (y) => [
      line(
        'p95',
        timed.map(({ slot, p95 }) => [slot, y(p95)]),
      ),
      line(
        'median',
        timed.map(({ slot, median }) => [slot, y(median)]),
      ),
      timed.map(
        (one) =>
          html`<g class="hit"
            >${minuteTitle(context, one.at, [
              `${words.median} ${formats.milliseconds(one.median)}`,
              `${words.p95} ${formats.milliseconds(one.p95)}`,
              `${words.max} ${formats.milliseconds(one.max)}`,
            ])}<rect
              x="${at(slotX(one.slot))}"
              y="${at(y(one.p95))}"
              width="${at(SLOT_WIDTH)}"
              height="${at(y(0) - y(one.p95))}"
          /></g>`,
      ),
    ],
    columns: [words.median, words.p95, words.max].map((label) => ({ label, kind: 'number' })),
    rows: minutes
      .toReversed()
      .map(({ minute }) => [
        formats.clock(minute.at),
        ...(['median', 'p95', 'max'] as const).map((key) =>
          minute.replyMs === null ? '–' : formats.milliseconds(minute.replyMs[key]),
        ),
      ]),
  });
}

function spoolChart(context: PageContext, minutes: readonly SlottedMinute[]): Markup {
  const { texts, formats } = context;
  const words = texts.charts;
  const most = Math.max(0, ...minutes.map(({ minute }) => minute.spooledRows));
  const now = minutes.at(-1)?.minute.spooledRows ?? 0;
  return chartFrame(context, {
    id: 'chart-spool',
    title: words.spool,
    unit: words.rowsUnit,
    description: words.describeSpool(formats.number(now), formats.number(most)),
    max: most,
    nothing: most === 0 ? words.noneWaited : null,
    legend: [{ className: 'area', text: html`${words.rows} <strong>${formats.number(now)}</strong>` }],
    draw: (y) =>
      minutes.map(
        ({ slot, minute }) =>
          minute.spooledRows > 0 &&
          html`<g
            >${minuteTitle(context, minute.at, [`${formats.number(minute.spooledRows)} ${words.rows}`])}<rect
              class="area"
              x="${at(slotX(slot))}"
              y="${at(Math.min(y(minute.spooledRows), y(0) - LEAST_HEIGHT))}"
              width="${at(SLOT_WIDTH)}"
              height="${at(Math.max(LEAST_HEIGHT, y(0) - y(minute.spooledRows)))}"
          /></g>`,
      ),
    columns: [{ label: words.rows, kind: 'number' }],
    rows: minutes
      .toReversed()
      .map(({ minute }) => [formats.clock(minute.at), formats.number(minute.spooledRows)]),
  });
}

/** What the pointer is told about a minute. */
function minuteTitle({ formats }: PageContext, iso: string, facts: readonly string[]): Markup {
  return html`<title>${formats.clock(iso)}: ${facts.join(', ')}</title>`;
}

/** A line through the minutes that have a value; where minutes are missing it is broken, and a lone one is a dot. */
function line(className: string, points: readonly (readonly [slot: number, y: number])[]): Content {
  const middle = ([slot, y]: readonly [number, number]): string =>
    `${at(slotX(slot) + SLOT_WIDTH / 2)} ${at(y)}`;
  const path = points
    .map((point, index) => {
      const isContinued = points[index - 1]?.[0] === point[0] - 1;
      // A line of no length has round ends: a dot.
      return isContinued ? `L${middle(point)}` : `M${middle(point)}h0`;
    })
    .join('');
  return path !== '' && html`<path class="line ${className}" d="${path}" />`;
}
