/** One thing that is wrong with the settings. No field holds a secret. */
export interface SettingProblem {
  /** The setting's name in the file, or what stands in place of one. */
  readonly setting: string;
  /** Its environment variable, where it has one. */
  readonly env?: string | undefined;
  /** What was found, and where. */
  readonly found: string;
  /** What is allowed there. */
  readonly allowed?: string | undefined;
  /** What to do about it: a sentence. */
  readonly remedy: string;
}

/** The settings cannot be used. `message` lists every problem, a line each; `problems` has them one by one. */
export class SettingsError extends Error {
  readonly problems: readonly SettingProblem[];
  readonly code = 'invalid_settings';

  constructor(problems: readonly SettingProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(
      `The settings have ${count}:\n${problems.map((problem) => `- ${formatProblem(problem)}`).join('\n')}`,
    );
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/** A problem as one line for a person: both names, what was found, what is allowed, what to do. */
export function formatProblem(problem: SettingProblem): string {
  const env = problem.env === undefined || problem.env === problem.setting ? '' : ` (${problem.env})`;
  const allowed = problem.allowed === undefined ? '' : ` Allowed: ${problem.allowed}.`;
  return `${problem.setting}${env}: ${problem.found}.${allowed} ${problem.remedy}`;
}
