import type { Context } from 'koa';

/** Tells forms that this page made from those that another site makes a browser send. */
export interface FormGuard {
  /** What goes into the forms of the page that this request is answered with. */
  token(ctx: Context): string;
  /** Whether a form that came with this request was made by this page. */
  isGenuine(ctx: Context, token: string): boolean;
}
