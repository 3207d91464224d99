import { statfs } from 'node:fs/promises';
import type { ServiceStatus } from './status.ts';

/** Room on the volume of a folder. */
export interface Disk {
  /** null where it cannot be asked, or does not answer soon. */
  space(): Promise<ServiceStatus['disk']>;
}

/** How long an answer counts, in milliseconds. */
const FRESH_MS = 5000;

/** How long an answer is waited for, in milliseconds: volumes on a network may hang. */
const PATIENCE_MS = 1000;

/** Asks the file system, every few seconds at the most and never twice at a time. */
export function createDisk(folder: string, now: () => number = () => performance.now()): Disk {
  let known: ServiceStatus['disk'] = null;
  let askedAt = -Infinity;
  let asking: Promise<void> | null = null;
  const ask = async (): Promise<void> => {
    try {
      // Bytes for unprivileged users, in numbers that are exact up to 8 PiB.
      const { bsize, bavail, blocks } = await statfs(folder);
      known = { freeBytes: bsize * bavail, totalBytes: bsize * blocks };
    } catch {
      known = null;
    }
    askedAt = now();
    asking = null;
  };
  return {
    async space() {
      if (now() - askedAt >= FRESH_MS) {
        asking ??= ask();
        await Promise.race([asking, patience()]);
      }
      return now() - askedAt < 2 * FRESH_MS + PATIENCE_MS ? known : null;
    },
  };
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
}
