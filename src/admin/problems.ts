import type { StoreProblemFacts } from './store-problems.ts';
import { findStoreProblems } from './store-problems.ts';
import type { SenderProblemFacts } from './sender-problems.ts';
import { findSenderProblems } from './sender-problems.ts';
import type { UpkeepFacts } from './upkeep-problems.ts';
import { findUpkeepProblems } from './upkeep-problems.ts';
import type { Problem } from './status.ts';

/** All that problems are found in. */
export type ProblemFacts = StoreProblemFacts & SenderProblemFacts & UpkeepFacts;

const GRAVITY: Readonly<Record<Problem['level'], number>> = { trouble: 0, attention: 1, advice: 2 };

/** What is not well, the gravest first; among equals, what keeps rows from being stored comes first. Pure. */
export function findProblems(facts: ProblemFacts): Problem[] {
  return [...findStoreProblems(facts), ...findUpkeepProblems(facts), ...findSenderProblems(facts)].sort(
    (one, other) =>
      GRAVITY[one.level] - GRAVITY[other.level] || Number(other.isUnready) - Number(one.isUnready),
  );
}
