import type { Context } from 'koa';
import { z } from 'zod';
import { AdminRefusal } from '../refusal.ts';

/**
 * Checks the query of a request.
 * @throws AdminRefusal (400) naming what is wrong
 */
export function readQuery<T extends z.ZodRawShape>(ctx: Context, shape: T): z.output<z.ZodObject<T>> {
  return check(z.strictObject(shape), { ...ctx.query });
}

/**
 * Checks the JSON object in the body of a request; no body is an empty object.
 * @throws AdminRefusal (400 or 415) naming what is wrong
 */
export function readJson<T>(ctx: Context, schema: z.ZodType<T>): T {
  // Without a type there is nothing that anybody would read: a client may announce a body and send none.
  if (ctx.get('Content-Type') !== '' && ctx.is('json') === false) {
    throw new AdminRefusal(415, 'unsupported_media_type', 'The body has to be JSON (application/json).');
  }
  const { body = {} } = ctx.request as { body?: unknown };
  return check(schema, body);
}

function check<T>(schema: z.ZodType<T>, input: unknown): T {
  const { data, error } = schema.safeParse(input);
  if (error !== undefined) {
    const problems = error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter(Boolean).join(': '),
    );
    throw new AdminRefusal(400, 'bad_request', problems.join('; '));
  }
  return data;
}
