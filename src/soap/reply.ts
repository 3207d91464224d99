/** An answer to a caller, before it becomes HTTP. An empty `body` is sent with Content-Length 0 and no type. */
export interface Reply {
  readonly status: number;
  /** The HTTP reason phrase where it is not the status code's own. Printable ASCII. */
  readonly reason?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * A message that is not accepted. Thrown by the rooms that read it and turned into its reply in one place.
 * `message` is for the log and may say what was found; `reply` is for the caller and says no more than WCF does.
 */
export class RefusedMessage extends Error {
  readonly reply: Reply;
  /** For logs and metrics: `malformed_xml`, `unsupported_charset`, `unknown_action`, ... */
  readonly code: string;

  constructor(code: string, message: string, reply: Reply, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'RefusedMessage';
    this.code = code;
    this.reply = reply;
  }
}
