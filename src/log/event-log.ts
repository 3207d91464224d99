import { spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { eventIdOf } from './event-ids.ts';
import { createEventQuota } from './event-quota.ts';
import { textOf, type LogRecord } from './format-line.ts';
import type { LogSink } from './sink.ts';

/** Whether entries arrive, for whoever reads the log elsewhere. */
export type EventLogReport =
  { readonly kind: 'failed'; readonly reason: string } | { readonly kind: 'back'; readonly lost: number };

export interface EventLogOptions {
  /** Path of `eventcreate.exe`. */
  readonly command: string;
  /** The command's whole environment: what is secret in ours is none of its business. */
  readonly env: Readonly<Record<string, string>>;
  readonly report: (report: EventLogReport) => void;
  readonly now?: () => number;
  /** Milliseconds after a failure before another entry is tried. */
  readonly retryMs?: number;
}

/** Name that entries go by. `eventcreate` writes for a source only that it, or the installation, has registered. */
export const EVENT_SOURCE = 'rooms-sync-notification';

/** Entries that wait for the one before them. */
const MOST_WAITING = 50;

/** Characters of an entry; a command line may have 32,767. */
const LONGEST_ENTRY = 8000;

const COMMAND_MS = 10_000;
const CLOSE_MS = 5000;
const RETRY_MS = 600_000;

/** At the end of the process, entries are waited for one by one. */
const LAST_ENTRIES = 3;
const LAST_ENTRY_MS = 3000;

/**
 * Writes what needs a person to the Windows event log, through the command that Windows has for it: one at a time, so
 * many of a kind and no more, and none for a while where the command does not work.
 */
export function createEventLog(options: EventLogOptions): LogSink {
  const { command, env, report, now = Date.now, retryMs = RETRY_MS } = options;
  const quota = createEventQuota(now);
  const waiting: (readonly string[])[] = [];
  let running: Promise<void> | null = null;
  let failedAt: number | null = null;
  let lost = 0;

  const settle = (reason: string | null): void => {
    if (reason !== null) {
      lost += 1 + waiting.splice(0).length;
      if (failedAt === null) {
        report({ kind: 'failed', reason });
      }
      failedAt = now();
    } else if (failedAt !== null) {
      failedAt = null;
      report({ kind: 'back', lost });
      lost = 0;
    }
  };
  const work = async (): Promise<void> => {
    for (let args = waiting.shift(); args !== undefined; args = waiting.shift()) {
      settle(await run(command, args, env));
    }
    running = null;
  };
  let closed: Promise<void> | null = null;
  return {
    add(record) {
      const event = eventIdOf(record.message);
      if (event === null || closed !== null) {
        return;
      }
      const leave = quota.take(event.id, record.fields?.['mandator']);
      const isPausing = failedAt !== null && Math.abs(now() - failedAt) < retryMs;
      if (leave === null || isPausing || waiting.length >= MOST_WAITING) {
        lost += isPausing ? 1 : 0;
        return;
      }
      waiting.push(argumentsOf(event.id, event.type, record, leave.leftOut));
      running ??= work();
    },
    flush() {
      for (const args of waiting.splice(0, LAST_ENTRIES)) {
        try {
          spawnSync(command, args, { ...optionsFor(env), timeout: LAST_ENTRY_MS });
        } catch {
          // A process that Node's permission model lets start no other: nothing may keep it from ending.
        }
      }
    },
    close() {
      closed ??= Promise.race([running ?? Promise.resolve(), wait(CLOSE_MS, undefined, { ref: false })]);
      return closed;
    },
  };
}

function argumentsOf(id: number, type: string, record: LogRecord, leftOut: number): readonly string[] {
  const more = leftOut === 0 ? '' : ` (${leftOut} more of these were left out)`;
  const text = textOf(record, false);
  const cut = text.length > LONGEST_ENTRY ? `${text.slice(0, LONGEST_ENTRY)}...` : text;
  const [source, number] = [EVENT_SOURCE, String(id)];
  return ['/L', 'APPLICATION', '/T', type, '/SO', source, '/ID', number, '/D', `${cut}${more}`];
}

function optionsFor(env: Readonly<Record<string, string>>): SpawnOptions {
  return { env, shell: false, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] };
}

/** @returns why it did not work; null where it did */
function run(command: string, args: readonly string[], env: EventLogOptions['env']): Promise<string | null> {
  return new Promise((resolve) => {
    try {
      const child = spawn(command, args, { ...optionsFor(env), timeout: COMMAND_MS });
      let said = '';
      const listen = (chunk: Buffer): void => {
        said = `${said}${chunk.toString()}`.slice(0, 500);
      };
      child.stdout?.on('data', listen);
      child.stderr?.on('data', listen);
      child.on('error', (error) => resolve(error.message));
      child.on('close', (code, signal) => {
        resolve(code === 0 ? null : said.trim() || `${command} ended with ${signal ?? code}`);
      });
    } catch (error) {
      resolve(error instanceof Error ? error.message : String(error));
    }
  });
}
