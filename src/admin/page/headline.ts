import type { Problem } from '../status.ts';
import { badge, icon, type Level } from './icons.ts';
import { html, type Content, type Markup } from './markup.ts';
import { withCode, type PageContext } from './page-context.ts';
import { sentenceOf, wordsOf } from './problem-words.ts';

/** How well the whole service is; advice alone does not spoil it. */
export function levelOf(problems: readonly Problem[]): Level {
  const gravest = problems[0]?.level ?? 'ok';
  return gravest === 'advice' ? 'ok' : gravest;
}

/** The page's first line: all is well, or what is not and what to do. */
export function headline(context: PageContext): Markup {
  const { status, texts } = context;
  const level = levelOf(status.problems);
  const [first] = status.problems;
  const gravest = level === 'ok' || first === undefined ? null : wordsOf(context, first);
  return html`<div class="headline ${level}">
    ${icon(level)}
    <div>
      <p class="level">${texts.level[level]}</p>
      <h1 id="headline">${gravest === null ? texts.allWell : withCode(sentenceOf(gravest))}</h1>
    </div>
  </div>`;
}

/**
 * What the headline means and what to do about it, and whatever else is not well, the gravest first. Only trouble is
 * unfolded: the rest can wait for the day.
 */
export function problemDetails(context: PageContext): Content {
  const { problems } = context.status;
  const [first] = problems;
  if (first === undefined || levelOf(problems) === 'ok') {
    return problems.length > 0 && problemList(context, problems, false);
  }
  const others = problems.slice(1);
  return html`<div class="card gravest">${explanation(context, wordsOf(context, first))}</div>
    ${others.length > 0 && problemList(context, others, true)}`;
}

function problemList(context: PageContext, problems: readonly Problem[], isMore: boolean): Markup {
  const { texts } = context;
  return html`<section
    class="problems"
    aria-label="${isMore ? texts.furtherProblems(problems.length) : texts.level.advice}"
  >
    ${isMore && html`<h2>${texts.furtherProblems(problems.length)}</h2>`}
    <ul>
      ${problems.map((problem) => {
        const words = wordsOf(context, problem);
        return html`<li data-key="${problem.code} ${problem.mandator}"><details${problem.level === 'trouble' && html` open`}>
<summary>${badge(problem.level, texts.level[problem.level])} <span>${withCode(sentenceOf(words))}</span></summary>
${explanation(context, words)}
</details></li>\n`;
      })}
    </ul>
  </section>`;
}

function explanation(
  { texts }: PageContext,
  words: { readonly meaning: string; readonly remedy: string },
): Markup {
  return html`<dl class="explanation">
    <div>
      <dt>${texts.meaning}</dt>
      <dd>${withCode(words.meaning)}</dd>
    </div>
    <div>
      <dt>${texts.todo}</dt>
      <dd>${withCode(words.remedy)}</dd>
    </div>
  </dl>`;
}
