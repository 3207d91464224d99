import { parseNetwork } from './network.ts';

/** Whether a list of networks lets the whole internet in: by name, or as 0.0.0.0/0 or ::/0. */
export function isOpenToAll(entries: readonly string[]): boolean {
  return entries.some((entry) => entry === 'any' || parseNetwork(entry)?.prefix === 0);
}
