/** What stands in place of a secret. */
export const HIDDEN = '[hidden]';

const SECRET_NAME =
  /pass(word|wd|phrase)?$|pwd$|secret|token$|authorization|cookie|connectionstring|credential|privatekey/i;

/** Cheap to test, and true for every text that one of the replacements below could change. */
const SUSPICION = /pass|pwd|secret|token|bearer|basic|:\/\//i;

/** `Password=...` of a connection string, quoted or up to its end: a password may hold spaces. */
const ASSIGNMENT =
  /\b(password|pwd|client ?secret|secret|access ?token|token)(\s*=\s*)("(?:[^"]|"")*"?|'(?:[^']|'')*'?|[^;]+)/gi;
const AUTHORIZATION = /\b(bearer|basic)(\s+)[\w+/=.~-]{6,}/gi;
const USER_INFO = /(:\/\/)[^\s/@:]*:[^\s/@]*@/g;

/** Whether a field is called what secrets are called. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.replaceAll(/[-_ ]/g, ''));
}

/**
 * Takes out of a text what looks like a secret: passwords of connection strings and URLs, values of Authorization
 * headers. A second line of defence: nobody should log these to begin with.
 */
export function hideSecrets(text: string): string {
  if (!SUSPICION.test(text)) {
    return text;
  }
  return text
    .replaceAll(ASSIGNMENT, `$1$2${HIDDEN}`)
    .replaceAll(AUTHORIZATION, `$1$2${HIDDEN}`)
    .replaceAll(USER_INFO, `$1${HIDDEN}@`);
}
