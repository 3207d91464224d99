import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { createFormToken } from '../../src/admin/form-token.ts';
import type { PageActions } from '../../src/admin/page/page-actions.ts';
import { createPageRoutes } from '../../src/admin/page/page-routes.ts';
import { setAdminHeaders } from '../../src/admin/safe-headers.ts';
import type { ServiceStatus } from '../../src/admin/status.ts';
import { createKeptLog, type KeptLog } from './kept-log.ts';
import { healthyStatus } from './status-states.ts';

/** The status page of a service that is as a test wants it, with the headers of the real listener. */
export interface PageServer {
  /** `http://127.0.0.1:51234/` */
  readonly url: string;
  readonly log: KeptLog;
  readonly formToken: string;
  /** What is shown from now on. */
  status: ServiceStatus;
  /** What the page asked for, in words: `retry all`, `drop 17`, `selftest PROD`. */
  readonly asked: string[];
  /** How often the page was handed out. */
  shown(): number;
  close(): Promise<void>;
}

/** Serves the page on a free port. @param actions in place of those that only take down what is asked */
export async function startPageServer(actions: Partial<PageActions> = {}): Promise<PageServer> {
  const asked: string[] = [];
  const formToken = createFormToken();
  const log = createKeptLog();
  let shown = 0;
  const app = new Koa();
  app.use(setAdminHeaders);
  app.use(
    createPageRoutes({
      status: () => {
        shown += 1;
        return server.status;
      },
      actions: {
        retrySetAside(numbers) {
          asked.push(`retry ${numbers === 'all' ? 'all' : numbers.join(' ')}`);
          return Promise.resolve(numbers === 'all' ? 2 : numbers.length);
        },
        dropSetAside(numbers) {
          asked.push(`drop ${numbers.join(' ')}`);
          return Promise.resolve(numbers.length);
        },
        selftest(mandator) {
          asked.push(`selftest ${mandator}`);
          return Promise.resolve({
            mandator,
            startedAt: server.status.takenAt,
            ms: 41,
            result: 'ok',
            steps: [{ step: 'reply', result: 'ok', code: 'ok', values: {}, ms: 12, sql: null }],
          });
        },
        ...actions,
      },
      formToken,
      log,
    }),
  );
  const listener = app.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const server: PageServer = {
    url: `http://127.0.0.1:${String((listener.address() as AddressInfo).port)}/`,
    log,
    formToken: formToken.token,
    status: healthyStatus(),
    asked,
    shown: () => shown,
    async close() {
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return server;
}
