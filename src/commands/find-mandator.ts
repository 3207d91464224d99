import { didYouMean } from '../config/did-you-mean.ts';
import type { Settings } from '../config/settings.ts';
import type { Language } from '../language.ts';
import { PROGRAM_TEXTS } from './program-texts.ts';

/**
 * A mandator that was named on the command line, as it is configured.
 * @throws Error naming those that there are
 */
export function findMandator(
  { mandators }: Pick<Settings, 'mandators'>,
  name: string,
  language: Language,
): string {
  const found = mandators.find((mandator) => mandator.toLowerCase() === name.toLowerCase());
  if (found === undefined) {
    const near = didYouMean(name, mandators);
    throw new Error(PROGRAM_TEXTS[language].noMandator(JSON.stringify(name), near, mandators.join(', ')));
  }
  return found;
}
