import type { Logger } from '../log.ts';
import type { StoreError } from '../store/store-error.ts';

/** Why the spool does not take rows, logged once when it begins and once when it ends. */
export interface SpoolProblem {
  failed(error: StoreError): void;
  openedAgain(): void;
  /** @param method what was done in the file's thread */
  succeeded(method: string): void;
  current(): StoreError | null;
}

/** Methods that make or take room: where they work, a spool that was full or read-only is so no more. */
const PROOFS = new Set(['append', 'remove']);

/** Keeps track of a spool file that cannot be used. */
export function createSpoolProblem(file: string, log: Logger): SpoolProblem {
  let problem: StoreError | null = null;
  const reported = new Set<string>();
  const solved = (): void => {
    if (problem !== null) {
      problem = null;
      reported.clear();
      log.info('the spool takes rows again', { file });
    }
  };
  return {
    failed(error) {
      if (!reported.has(error.code) && error.code !== 'CLOSED') {
        reported.add(error.code);
        log.error('the spool does not take rows', { file, code: error.code, reason: error.message });
      }
      problem = error;
    },
    openedAgain: solved,
    succeeded(method) {
      if (PROOFS.has(method)) {
        solved();
      }
    },
    current: () => problem,
  };
}
