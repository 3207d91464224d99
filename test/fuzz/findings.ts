import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FuzzCase } from './make-case.ts';
import type { CaseResult } from './send-case.ts';

/** Keeps the bytes of a case that went wrong, and of its answer. @returns the file with what was sent */
export async function saveFinding(folder: string, made: FuzzCase, result: CaseResult): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `case-${made.index}-sent.bin`);
  await writeFile(file, Buffer.concat(made.pieces));
  await writeFile(join(folder, `case-${made.index}-received.bin`), result.received);
  return file;
}
