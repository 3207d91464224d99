/** A request of an administrator that is not done, and what the reply says of it. */
export class AdminRefusal extends Error {
  readonly status: number;
  /** For machines. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  /** @param message a sentence for who sent the request; nothing of the service's inside */
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'AdminRefusal';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
