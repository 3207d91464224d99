import { randomBytes } from 'node:crypto';
import { createTokenCheck } from './token.ts';

/** A secret that forms of the page carry, new in each run of the service: another site cannot know it. */
export interface FormToken {
  readonly token: string;
  /** Takes the same time whatever is asked. */
  isGenuine(token: string): boolean;
}

/** Makes the secret. */
export function createFormToken(): FormToken {
  const token = randomBytes(24).toString('base64url');
  return { token, isGenuine: createTokenCheck(token) };
}
