import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A token as a request shows it. */
export interface ShownToken {
  readonly token: string;
  /** Browsers add a password that they know to requests of other sites too; nobody adds a bearer token by itself. */
  readonly scheme: 'bearer' | 'basic';
}

/** Longer than any header of ours; more is not even decoded. */
const LONGEST_HEADER = 4096;

/**
 * The token in an `Authorization` header: RFC 6750 (`Bearer token`), or RFC 7617 (`Basic`), where it is the password
 * of whatever user. Null where there is neither. A bearer token may have every character that the setting may, which
 * are more than those of the RFC.
 */
export function shownToken(header: string): ShownToken | null {
  const [, scheme = '', value = ''] =
    /^(bearer|basic) +([\x21-\x7e]+) *$/i.exec(header.slice(0, LONGEST_HEADER)) ?? [];
  if (scheme.toLowerCase() === 'bearer') {
    return { token: value, scheme: 'bearer' };
  }
  if (scheme.toLowerCase() === 'basic') {
    const text = Buffer.from(value, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    return colon < 0 ? null : { token: text.slice(colon + 1), scheme: 'basic' };
  }
  return null;
}

/**
 * Compares tokens with the one that is expected. The time it takes tells nothing of either, not even a length:
 * digests under a key that nobody knows are compared.
 */
export function createTokenCheck(expected: string): (token: string) => boolean {
  const key = randomBytes(32);
  const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const wanted = digest(expected);
  return (token) => timingSafeEqual(digest(token), wanted);
}
