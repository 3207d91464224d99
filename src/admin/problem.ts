import type { Problem, ProblemCode } from './status.ts';

/** Puts a problem together: about all mandators and without denying readiness, unless it says otherwise. */
export function problem(
  code: ProblemCode,
  level: Problem['level'],
  values: Problem['values'],
  about: Partial<Pick<Problem, 'mandator' | 'isUnready'>> = {},
): Problem {
  return { code, level, mandator: null, isUnready: false, ...about, values };
}
