import { join } from 'node:path';
import { loadSettings, type Settings } from '../../src/config/settings.ts';
import { loadMapping } from '../../src/mapping/load-mapping.ts';
import { addressOfService, type Address, type AddressProblem } from '../../src/selftest/address.ts';
import { runSelftest, type SelftestOptions } from '../../src/selftest/run-selftest.ts';
import type { SelftestReport } from '../../src/selftest/step.ts';
import { EMBEDDED_STORE_FILE } from '../../src/store/sqlite/store-file.ts';
import { SPOOL_FILE } from '../../src/spool/schema.ts';

export interface TestedService {
  readonly dataDir: string;
  /** Its settings but for the data folder. */
  readonly env?: Readonly<Record<string, string>>;
  /** The service's address as it tells it; left out where `to` is given. */
  readonly address?: string;
  readonly to?: Address | AddressProblem;
}

/** Runs the self-test with the settings of a service. */
export async function selftestOf(
  { dataDir, env = {}, address = '', to }: TestedService,
  options: Partial<SelftestOptions> = {},
): Promise<SelftestReport> {
  const settings: Settings = loadSettings({ env: { SYNC_DATA_DIR: dataDir, ...env }, cwd: dataDir });
  return runSelftest({
    settings,
    mapping: await loadMapping(settings.mapping),
    files: { embeddedStore: join(dataDir, EMBEDDED_STORE_FILE), spool: join(dataDir, SPOOL_FILE) },
    mandator: settings.defaultMandator,
    address: to ?? addressOfService(address, settings),
    ...options,
  });
}

/** Steps in short: `reply: ok ok`, `remove: warn no_right`. */
export function stepsOf({ steps }: SelftestReport): string[] {
  return steps.map(({ step, result, code }) => `${step}: ${result} ${code}`);
}
