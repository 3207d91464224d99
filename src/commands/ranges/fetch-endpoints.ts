import { isIP } from 'node:net';

/** Where Microsoft publishes the endpoints of the worldwide cloud. */
export const ENDPOINTS_URL = 'https://endpoints.office.com/endpoints/worldwide';

/** The answer had 60 kB in 2026. */
const MOST_BYTES = 8 * 1024 * 1024;

const TIMEOUT_MS = 30_000;

/** Whether an address may be asked for the list: who can change the answer on its way could let himself in. */
export function isSafeSource(url: URL): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isThisMachine =
    host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine);
}

/**
 * Asks the endpoint web service. The id of the request is a new GUID unless the URL has one: the service asks for it.
 * @returns the parsed JSON, unchecked
 * @throws Error with a sentence that says what else can be done
 */
export async function fetchEndpoints(url: URL): Promise<unknown> {
  const asked = new URL(url);
  if (!asked.searchParams.has('clientrequestid')) {
    asked.searchParams.set('clientrequestid', crypto.randomUUID());
  }
  try {
    const response = await fetch(asked, {
      headers: { Accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Error(`it answered ${response.status} ${response.statusText}`);
    }
    return JSON.parse(await readText(response)) as unknown;
  } catch (error) {
    throw new Error(
      `${url.origin}${url.pathname} gave no list: ${reasonOf(error)}. Behind a proxy set NODE_USE_ENV_PROXY=1 and ` +
        'HTTPS_PROXY, or save the list with a browser and name it with --file.',
      { cause: error },
    );
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_BYTES) {
      throw new Error(`the answer is longer than ${MOST_BYTES} bytes`);
    }
  }
  return text + decoder.decode();
}

/** fetch says only that it failed; why stands in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
