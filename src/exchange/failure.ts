/** Why a request got no whole reply. */
export interface Failure {
  /** Node's or OpenSSL's code, or the error's name. */
  readonly code: string;
  readonly message: string;
}

/** A name with several addresses fails with one error each, and a message that is empty. */
export function failureOf(error: Error): Failure {
  const parts: unknown[] = error instanceof AggregateError ? error.errors : [error];
  const code = [error, ...parts].map((part) => (part as { code?: unknown }).code).find(isText);
  const message = parts.map((part) => (part instanceof Error ? part.message : String(part))).join('; ');
  return { code: code ?? error.name, message: message.trim() };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
