import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for something that another process does, by looking often.
 * @param what ends the sentence "waited in vain until ..."
 * @throws Error where it has not come true after `withinMs`
 */
export async function until(what: string, isSo: () => boolean, withinMs = 40_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > end) {
      throw new Error(`waited ${withinMs} ms in vain until ${what}`);
    }
    await sleep(10);
  }
}
