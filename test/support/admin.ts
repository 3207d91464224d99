import { request, type HttpReply, type HttpRequest } from './http.ts';
import { startTestService, type TestService } from './service.ts';
import { until } from './until.ts';

/** A running service whose administration is asked. */
export interface AdminUnderTest {
  readonly service: TestService;
  readonly port: number;
  /** Sends a request to the listener for administrators; without more a GET. */
  ask(path: string, options?: Partial<HttpRequest>): Promise<HttpReply>;
  /** What is answered, as JSON. */
  json<T = Readonly<Record<string, unknown>>>(path: string, options?: Partial<HttpRequest>): Promise<T>;
  /** Has something done, as a program does. */
  send(method: 'POST' | 'PUT', path: string, body?: unknown): Promise<HttpReply>;
}

/** Starts the service with a listener for administrators on any free port, and waits until it has one. */
export async function openAdmin(env: Readonly<Record<string, string>> = {}): Promise<AdminUnderTest> {
  const service = await startTestService({ env: { SYNC_ADMIN_PORT: '0', ...env } });
  await until('the listener for administrators is open', () => service.adminAddress !== null);
  const port = Number(new URL(service.adminAddress ?? '').port);
  const ask: AdminUnderTest['ask'] = (path, options = {}) =>
    request(port, {
      method: 'GET',
      path,
      ...options,
      headers: { Host: `127.0.0.1:${port}`, ...options.headers },
    });
  return {
    service,
    port,
    ask,
    // The caller knows what is answered at that path.
    json: async <T>(path: string, options?: Partial<HttpRequest>) =>
      JSON.parse((await ask(path, options)).text) as T,
    send: (method, path, body) =>
      ask(path, {
        method,
        headers: {
          'X-Requested-With': 'test',
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}
