import type { LevelSwitch, Logger, LogLevel } from '../log.ts';
import type { Selftest } from '../selftest/step.ts';
import type { SetAside, SetAsideSelection } from '../spool/set-aside.ts';

/** What administrators can have done. Each is logged with who asked for it. */
export interface Actions {
  /** Puts rows that were set aside back into the queue. @returns how many @throws StoreError */
  retry(selection: SetAsideSelection): Promise<number>;
  /** Deletes rows that were set aside, for good. @returns how many @throws StoreError */
  drop(selection: SetAsideSelection): Promise<number>;
  readonly selftest: Selftest;
  logLevel(): LogLevel;
  setLogLevel(level: LogLevel): void;
}

export interface ActionsOptions {
  readonly setAside: SetAside;
  readonly selftest: Selftest;
  /** Address of who asks. */
  readonly actor: () => string;
  /** Called when what is shown has changed. */
  readonly onChange: () => void;
  readonly log: Logger & LevelSwitch;
}

const RETRIED = 'rows that were set aside go back into the queue';
const DROPPED = 'rows that were set aside are deleted for good';
const LEVEL_ASKED = 'another log level is asked for';

/** The log's word on who did what: none of these lines may be left out, however many there are. */
export const ACTION_MESSAGES: readonly string[] = [RETRIED, DROPPED, LEVEL_ASKED];

/** Does what is asked for, and says so in the log. */
export function createActions({ setAside, selftest, actor, onChange, log }: ActionsOptions): Actions {
  return {
    async retry(selection) {
      const rows = await setAside.retry(selection);
      onChange();
      log.info(RETRIED, { by: actor(), rows, ...named(selection) });
      return rows;
    },
    async drop(selection) {
      const rows = await setAside.drop(selection);
      onChange();
      log.warn(DROPPED, { by: actor(), rows, ...named(selection) });
      return rows;
    },
    async selftest(mandator, onStep) {
      log.info('a self-test is asked for', { by: actor(), mandator });
      const report = await selftest(mandator, onStep);
      onChange();
      return report;
    },
    logLevel: () => log.level(),
    setLogLevel(level) {
      log.info(LEVEL_ASKED, { by: actor(), from: log.level(), to: level });
      log.setLevel(level);
      onChange();
    },
  };
}

function named({ seqs, mandator }: SetAsideSelection): Readonly<Record<string, unknown>> {
  return { ...(seqs !== undefined && { numbers: seqs }), ...(mandator !== undefined && { mandator }) };
}
