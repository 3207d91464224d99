import { SELFTEST_STEPS, type SelftestStep } from '../../selftest/step.ts';
import { describeStep } from '../../selftest/texts.ts';
import type { ResultLayout } from '../result-layout.ts';
import { adviceLines, roomBehind } from '../wrap-text.ts';
import { SELFTEST_TEXTS } from './texts.ts';

const GAP = '  ';

/** Characters of `30000 ms`. */
const TIME_WIDTH = 8;

/**
 * A step as it is printed when it is done: what it is, its result, how long it took and what was found; below it what
 * to do, T-SQL on lines of its own for copying. The columns are as wide as any step needs, so that steps line up.
 */
export function formatStep(step: SelftestStep, { language, width, paint }: ResultLayout): string {
  const texts = SELFTEST_TEXTS[language];
  const { title, found, remedy } = describeStep(step, language);
  const titles = SELFTEST_STEPS.map((name) => describeStep({ ...step, step: name }, language).title);
  const head = [
    title.padEnd(longest(titles)),
    paint(step.result, texts.results[step.result].padEnd(longest(Object.values(texts.results)))),
    texts.ms(String(Math.round(step.ms))).padStart(TIME_WIDTH),
  ];
  const indent = GAP.length * 4 + longest(titles) + longest(Object.values(texts.results)) + TIME_WIDTH;
  const [first = '', ...rest] = adviceLines({ found, remedy, sql: step.sql }, roomBehind(indent, width));
  const lines = [`${GAP}${[...head, first].join(GAP)}`, ...rest.map((line) => ' '.repeat(indent) + line)];
  return lines.map((line) => line.trimEnd()).join('\n');
}

function longest(words: readonly string[]): number {
  return Math.max(...words.map((word) => word.length));
}
