import { germanProblem } from '../config/german/problem-texts.ts';
import { formatProblem, SettingsError, type SettingProblem } from '../config/settings-error.ts';
import type { Language } from '../language.ts';

/** What an error says to the person at the screen; what is wrong with the settings is told in their language. */
export function errorMessage(error: unknown, language: Language): string {
  if (error instanceof SettingsError && language === 'de') {
    const count = error.problems.length === 1 ? '1 Problem' : `${error.problems.length} Probleme`;
    const lines = error.problems.map((problem) => `- ${germanLine(problem)}`);
    return `Die Einstellungen haben ${count}:\n${lines.join('\n')}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function germanLine(problem: SettingProblem): string {
  return formatProblem(germanProblem(problem)).replace(' Allowed: ', ' Erlaubt: ');
}
