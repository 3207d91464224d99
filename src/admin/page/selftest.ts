import type { SelftestReport } from '../../selftest/step.ts';
import { describeStep } from '../../selftest/texts.ts';
import { badge, type Level } from './icons.ts';
import { hiddenFields } from './links.ts';
import { html, type Markup } from './markup.ts';
import { timeAndAge, withCode, type PageContext } from './page-context.ts';
import { table } from './table.ts';

/** A test message for each mandator, and what came of the last one. */
export function selftest(context: PageContext): Markup {
  const { status, texts, view } = context;
  const words = texts.selftest;
  return html`<section id="selftest" aria-labelledby="selftest-heading">
    <h2 id="selftest-heading">${words.heading}</h2>
    <p>${words.intro}</p>
    <form class="buttons" method="post" action="${view.root}selftest" data-busy="${words.running}">
      ${hiddenFields(view)}
      ${status.mandators.map(({ mandator }) => html`<button name="mandator" value="${mandator}">${words.run(mandator)}</button> `)}
    </form>
    ${view.selftests.map((report, index) => reportOf(context, report, `selftest-${index}`))}
  </section>`;
}

const LEVELS: Readonly<Record<SelftestReport['result'], Level>> = {
  ok: 'ok',
  warn: 'attention',
  fail: 'trouble',
};

function reportOf(context: PageContext, report: SelftestReport, id: string): Markup {
  const { texts, formats, view } = context;
  const words = texts.selftest;
  return html`<article class="card" data-key="${report.mandator}">
    <h3 id="${id}">
      ${words.ran(report.mandator)} ${badge(LEVELS[report.result], words.result[report.result])}
    </h3>
    <p class="muted">${timeAndAge(context, report.startedAt)}, ${formats.milliseconds(report.ms)}</p>
    ${table({
      labelledBy: id,
      className: 'cards-when-narrow',
      columns: [{ label: words.step }, { label: words.found }, { label: words.took, kind: 'number' }],
      rows: report.steps.map((step) => {
        const { title, found, remedy } = describeStep(step, view.language);
        return {
          key: step.step,
          cells: [
            badge(LEVELS[step.result], title),
            html`${withCode(found)}${remedy !== null && html`<br /><strong>${withCode(remedy)}</strong>`}${
              step.sql !== null && html`<br />${words.sql} <code>${step.sql}</code>`
            }`,
            formats.milliseconds(step.ms),
          ],
        };
      }),
    })}
  </article> `;
}
