import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { commandLanguage } from '../../src/commands/language.ts';
import type { Output } from '../../src/commands/paint.ts';
import type { Shell } from '../../src/commands/shell.ts';
import { runCli as runProgram } from '../../src/run-cli.ts';

/** What a command of the product came to. */
export interface CliResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface CliSurroundings {
  /** All of its environment but PATH; only this machine may call unless it says otherwise. English without a locale. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** A terminal, for commands that behave otherwise on one. */
export interface CliTerminal {
  readonly columns: number;
  /** What the person types. */
  readonly types?: string;
}

/** Runs `sync-notification` in this process, as if in a pipe or, where one is given, on a terminal. */
export async function runCli(
  args: readonly string[],
  { env = {}, cwd }: CliSurroundings,
  terminal: CliTerminal | null = null,
): Promise<CliResult> {
  const out = memory(terminal);
  const err = memory(terminal);
  const stdin = Readable.from(terminal?.types === undefined ? [] : [terminal.types]);
  const full = { SYNC_ALLOW: 'loopback', ...env };
  const shell: Shell = {
    language: commandLanguage(full, 'en'),
    env: full,
    cwd,
    stdin: terminal === null ? stdin : Object.assign(stdin, { isTTY: true }),
    stdout: out.output,
    stderr: err.output,
    exitCode: 0,
  };
  const exitCode = await runProgram(['node', 'sync-notification', ...args], shell);
  return { exitCode, out: out.text(), err: err.text() };
}

/** Runs `sync-notification` in a process of its own, for what only a process shows. */
export async function spawnCli(
  args: readonly string[],
  { env = {}, cwd }: CliSurroundings,
): Promise<CliResult> {
  const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], SYNC_ALLOW: 'loopback', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [exitCode]] = (await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])) as [string, string, [number]];
  return { exitCode, out, err };
}

function memory(terminal: CliTerminal | null): { output: Output; text: () => string } {
  let written = '';
  return {
    output: {
      isTTY: terminal !== null,
      columns: terminal?.columns,
      write: (chunk, done) => {
        written += chunk;
        done?.();
      },
    },
    text: () => written,
  };
}
