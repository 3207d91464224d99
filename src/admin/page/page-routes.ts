import Router, { type RouterMiddleware } from '@koa/router';
import type { Context, Middleware } from 'koa';
import { koaBody } from 'koa-body';
import { LANGUAGES } from '../../language.ts';
import type { Logger } from '../../log.ts';
import type { SelftestReport } from '../../selftest/step.ts';
import type { FormToken } from '../form-token.ts';
import type { ServiceStatus } from '../status.ts';
import type { PageActions } from './page-actions.ts';
import type { Notice, PageView } from './page-view.ts';
import { hrefAfter, readView, wholeNumber } from './read-view.ts';
import { renderDropPage } from './render-drop-page.ts';
import { renderStatusPage } from './render-status-page.ts';
import { PAGE_SCRIPT } from './script.ts';
import { PAGE_STYLE } from './style/style.ts';

export interface PageRoutesOptions {
  readonly status: () => ServiceStatus | Promise<ServiceStatus>;
  readonly actions: PageActions;
  readonly formToken: FormToken;
  readonly log: Pick<Logger, 'error'>;
}

/** Above any form of the page. */
const FORM_LIMIT = '16kb';

/**
 * The status page: `/`, its style and script, and what its forms do. Goes on to the next middleware at every other
 * path. The headers that keep browsers safe, and who may look, are the listener's matter.
 */
export function createPageRoutes({ status, actions, formToken, log }: PageRoutesOptions): Middleware {
  const router = new Router();
  const selftests = new Map<string, SelftestReport>();
  const viewOf = (ctx: Context, root: PageView['root'], form?: URLSearchParams): PageView => {
    const facts = { root, formToken: formToken.token, selftests: [...selftests.values()] };
    return readView(ctx, form === undefined ? facts : { ...facts, form });
  };
  const show = (ctx: Context, view: PageView, page: string): void => {
    ctx.type = 'text/html; charset=utf-8';
    ctx.set({ 'Content-Language': view.language, Vary: 'Accept-Language' });
    ctx.body = page;
  };
  const tried = (
    form: URLSearchParams,
    action: (form: URLSearchParams) => Promise<Notice>,
  ): Promise<Notice> =>
    action(form).catch((error: unknown): Notice => {
      log.error('what a form of the status page asked for failed', { error });
      return { kind: 'failed', count: 0 };
    });
  /** Acts on a form of this page, and leads back to it with what came of it. */
  const act =
    (
      root: PageView['root'],
      section: string,
      action: (form: URLSearchParams) => Promise<Notice>,
    ): Middleware =>
    async (ctx) => {
      const form = formOf(ctx);
      const isGenuine = formToken.isGenuine(form.get('token') ?? '');
      const notice: Notice = isGenuine ? await tried(form, action) : { kind: 'form_old', count: 0 };
      const language = LANGUAGES.find((name) => name === form.get('lang')) ?? null;
      ctx.redirect(hrefAfter(root, language, notice, section));
      ctx.status = 303;
    };
  const get = (path: string, middleware: Middleware): void => {
    router.get(path, middleware as RouterMiddleware);
  };
  const post = (path: string, ...middleware: Middleware[]): void => {
    const readForm = koaBody({ json: false, text: false, formLimit: FORM_LIMIT });
    router.post(path, ...([readForm, ...middleware] as RouterMiddleware[]));
  };

  get('/', async (ctx) => {
    const view = viewOf(ctx, './');
    show(ctx, view, renderStatusPage(await status(), view));
  });
  get('/style.css', (ctx) => {
    ctx.type = 'text/css; charset=utf-8';
    ctx.body = PAGE_STYLE;
  });
  get('/page.js', (ctx) => {
    ctx.type = 'text/javascript; charset=utf-8';
    ctx.body = PAGE_SCRIPT;
  });
  post(
    '/set-aside/retry',
    act('../', 'set-aside', async (form) => {
      const number = wholeNumber(form.get('row'));
      const rows = form.get('row') === 'all' ? 'all' : number === null ? [] : [number];
      return { kind: 'retried', count: await actions.retrySetAside(rows) };
    }),
  );
  const drop = act('../', 'set-aside', async (form) => {
    const number = wholeNumber(form.get('row'));
    return { kind: 'dropped', count: await actions.dropSetAside(number === null ? [] : [number]) };
  });
  post('/set-aside/drop', async (ctx, next) => {
    const form = formOf(ctx);
    const number = wholeNumber(form.get('row'));
    if (form.get('confirmed') === 'yes' || number === null) {
      await drop(ctx, next);
    } else {
      const view = viewOf(ctx, '../', form);
      show(ctx, view, renderDropPage(await status(), view, number));
    }
  });
  post(
    '/selftest',
    act('./', 'selftest', async (form) => {
      const { mandators } = await status();
      const mandator = mandators.find((one) => one.mandator === form.get('mandator'));
      const report = mandator === undefined ? null : await actions.selftest(mandator.mandator);
      if (report === null) {
        return { kind: 'test_busy', count: 0 };
      }
      selftests.set(report.mandator, report);
      return { kind: 'tested', count: 0 };
    }),
  );
  return router.routes() as Middleware;
}

function formOf(ctx: Context): URLSearchParams {
  const body = (ctx.request as { body?: unknown }).body;
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return new URLSearchParams(fields.map(([name, value]) => [name, String(value)]));
}
