import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** A folder, or the first one above it that is there: that is where it would be made. */
export function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}
