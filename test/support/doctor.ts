import { once } from 'node:events';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { DoctorReport } from '../../src/commands/doctor/report-json.ts';
import { runCli } from './run-cli.ts';
import { useTempFolder } from './temp-folder.ts';

/** A report as the command prints it, and what it ended with. */
export interface Examined extends DoctorReport {
  readonly exitCode: number;
  readonly text: string;
}

/** A folder for each test, and what was opened in it; everything is closed afterwards. */
export interface DoctorBench {
  readonly path: string;
  /** Runs the command with `--json`; nothing listens where its settings have the service. */
  examine(env: Readonly<Record<string, string>>, ...args: string[]): Promise<Examined>;
  /** Has a server listen on a free port, which it gives. */
  listen(server: Server): Promise<number>;
  /** Closes something after the test, the last one first. */
  later(close: () => Promise<unknown>): void;
}

/** Settings of a service that does not run. */
export const NOWHERE = { PORT: '1', HOST: '127.0.0.1', SYNC_ADMIN_PORT: 'off' };

/** Prepares each test of a suite. */
export function useDoctor(): DoctorBench {
  const folder = useTempFolder();
  const toClose: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of toClose.splice(0).reverse()) {
      await close();
    }
  });
  return {
    get path() {
      return folder.path;
    },
    async examine(env, ...args) {
      const { exitCode, out } = await runCli(['doctor', '--json', ...args], {
        cwd: folder.path,
        env: { ...NOWHERE, SYNC_DATA_DIR: join(folder.path, 'data'), ...env },
      });
      return { ...(JSON.parse(out) as DoctorReport), exitCode, text: out };
    },
    async listen(server) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      toClose.push(async () => {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      });
      return (server.address() as { port: number }).port;
    },
    later: (close) => void toClose.push(close),
  };
}

/** What was found in an area, as `result: found`. */
export function tell({ findings }: DoctorReport, area: string): string[] {
  return findings
    .filter((finding) => finding.area === area)
    .map(({ result, found }) => `${result}: ${found}`);
}
