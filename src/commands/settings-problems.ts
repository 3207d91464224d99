import { germanProblem } from '../config/german/problem-texts.ts';
import { formatProblem, type SettingProblem, type SettingsError } from '../config/settings-error.ts';
import type { Language } from '../language.ts';

/** What is wrong with the settings, for the person at the screen. */
export function showSettingsError(error: SettingsError, language: Language): string {
  if (language === 'en') {
    return error.message;
  }
  const { problems } = error;
  const count = problems.length === 1 ? '1 Problem' : `${problems.length} Probleme`;
  const lines = problems.map((problem) => `- ${germanLine(problem)}`);
  return `Die Einstellungen haben ${count}:\n${lines.join('\n')}`;
}

function germanLine(problem: SettingProblem): string {
  return formatProblem(germanProblem(problem)).replace(' Allowed: ', ' Erlaubt: ');
}
