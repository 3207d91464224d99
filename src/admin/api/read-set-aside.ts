import type { Context } from 'koa';
import { z } from 'zod';
import type { SetAsideSelection } from '../../spool/set-aside.ts';
import { AdminRefusal } from '../refusal.ts';
import { readJson } from './read-input.ts';

const SELECTION = z.strictObject({
  numbers: z.array(z.int().min(1)).min(1).max(1000).optional(),
  mandator: z.string().min(1).optional(),
  all: z.literal(true).optional(),
});

/**
 * Which rows are meant: `{"numbers": [4711]}`, `{"mandator": "PROD"}`, or `{"all": true}`.
 * @throws AdminRefusal where it says none of these, or more than one: a slip must not drop all
 */
export function readSetAside(ctx: Context): SetAsideSelection {
  const { numbers, mandator, all } = readJson(ctx, SELECTION);
  const given = [numbers, mandator, all].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw new AdminRefusal(400, 'bad_request', 'Name either numbers, or a mandator, or all: true.');
  }
  return numbers !== undefined ? { seqs: numbers } : mandator !== undefined ? { mandator } : {};
}
