import type { Context, Middleware } from 'koa';
import { helpPage } from './help-page.ts';
import { HELP_PAGE_CSP } from './help-page-style.ts';
import { metadataDocument } from './metadata/metadata-document.ts';
import { publicOrigin } from './public-origin.ts';

/** GET on the endpoint: the page that shows administrators that it is up, and metadata where it is switched on. */
export function createPages(metadata: boolean): Middleware {
  return function pages(ctx) {
    const baseUrl = `${publicOrigin(ctx)}${ctx.path}`;
    const document = metadata ? metadataDocument(ctx.querystring, baseUrl) : null;
    if (document !== null) {
      ctx.body = document.body;
      ctx.set('Content-Type', document.contentType);
      return;
    }
    showPage(ctx, metadata ? baseUrl : null);
  };
}

function showPage(ctx: Context, metadataUrl: string | null): void {
  const page = helpPage({ acceptLanguage: ctx.req.headers['accept-language'], metadataUrl });
  ctx.body = page.body;
  ctx.set({
    'Content-Type': page.contentType,
    'Content-Language': page.language,
    Vary: 'Accept-Language',
    'Content-Security-Policy': HELP_PAGE_CSP,
    'X-Content-Type-Options': 'nosniff',
  });
}
