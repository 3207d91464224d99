import type { Context } from 'mocha';

/**
 * Leaves a test or suite out, and says why.
 * @param reason what this machine lacks: `it runs as root, who may write everywhere`
 */
export function skipBecause(context: Context, reason: string): never {
  process.stdout.write(`skipped: ${reason}\n`);
  return context.skip();
}
