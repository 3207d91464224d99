import type { Problem, ServiceStatus } from '../status.ts';
import type { PageContext } from './page-context.ts';
import type { ProblemFacts, ProblemWords } from './texts/problem-texts.ts';

const NOTHING = '–';

/** What a problem is worded with; `doctor` has no page. */
export type ProblemContext = Pick<PageContext, 'texts' | 'formats'> & {
  readonly status: Pick<ServiceStatus, 'takenAt'>;
};

/** A problem in the words of the page's language. */
export function wordsOf(context: ProblemContext, problem: Problem): ProblemWords {
  return context.texts.problems[problem.code](factsOf(context, problem));
}

/** What is not well and what to do, as one sentence. */
export function sentenceOf({ what, action }: ProblemWords): string {
  return `${what}: ${action}.`;
}

function factsOf({ formats, status }: ProblemContext, { mandator, values }: Problem): ProblemFacts {
  const number = (name: string): number | null => {
    const value = values[name];
    return typeof value === 'number' ? value : null;
  };
  const text = (name: string): string | null => {
    const value = values[name];
    return value === undefined || value === null ? null : String(value);
  };
  const formatted = (name: string, format: (value: number) => string): string => {
    const value = number(name);
    return value === null ? NOTHING : format(value);
  };
  const moment = (name: string, format: (iso: string) => string): string => {
    const value = text(name);
    return value === null || Number.isNaN(Date.parse(value)) ? NOTHING : format(value);
  };
  return {
    mandator,
    has: (name) => text(name) !== null,
    count: (name) => number(name) ?? 0,
    number: (name) => formatted(name, formats.number),
    time: (name) => moment(name, (iso) => formats.time(iso, status.takenAt)),
    day: (name) => moment(name, formats.day),
    bytes: (name) => formatted(name, formats.bytes),
    span: (name) => formatted(name, formats.span),
    text: (name) => text(name) ?? NOTHING,
  };
}
