import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What came back for a request. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Its beginning, as UTF-8. */
  readonly body: string;
  /** This machine's clock around the answer, milliseconds since 1970. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Connects to this pipe or Unix socket in place of the URL's host. */
  readonly socketPath?: string;
  readonly timeoutMs?: number;
  readonly now?: () => number;
}

/** How long an answer may take, in milliseconds. */
const PATIENCE_MS = 8000;

/** More of a body is not read. */
const MOST_BYTES = 1024 * 1024;

/**
 * Sends a GET and follows nothing. Certificates are not checked here: what is wrong with one is told by itself, and
 * what is behind it is worth knowing nevertheless.
 * @throws the connection's error, or Error where there was no answer in time
 */
export async function ask(url: URL, options: AskOptions = {}): Promise<Answer> {
  const { headers = {}, socketPath, timeoutMs = PATIENCE_MS, now = Date.now } = options;
  const askedAt = now();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const settings = {
      headers: { Accept: '*/*', 'Accept-Language': 'en', Connection: 'close', ...headers },
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
      ...(socketPath === undefined ? {} : { socketPath }),
    };
    const request =
      url.protocol === 'https:'
        ? requestHttps(url, { ...settings, rejectUnauthorized: false })
        : requestHttp(url, settings);
    request.once('response', resolve).once('error', reject).end();
  });
  const answeredAt = now();
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: await beginningOf(response),
    askedAt,
    answeredAt,
  };
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length >= MOST_BYTES) {
        break;
      }
    }
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks).toString('utf8');
}
