import { didYouMean } from '../config/did-you-mean.ts';
import type { Settings } from '../config/settings.ts';

/**
 * A mandator that was named on the command line, as it is configured.
 * @throws Error naming those that there are
 */
export function findMandator({ mandators }: Pick<Settings, 'mandators'>, name: string): string {
  const found = mandators.find((mandator) => mandator.toLowerCase() === name.toLowerCase());
  if (found === undefined) {
    const near = didYouMean(name, mandators);
    const hint = near === null ? `there are ${mandators.join(', ')}.` : `did you mean ${near}?`;
    throw new Error(`There is no mandator ${JSON.stringify(name)}; ${hint}`);
  }
  return found;
}
