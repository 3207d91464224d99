import { createMandators } from '../mandators.ts';
import { addressOfService } from './address.ts';
import { runSelftest, type SelftestOptions } from './run-selftest.ts';
import type { Selftest } from './step.ts';

export interface CreateSelftestOptions extends Pick<SelftestOptions, 'settings' | 'mapping' | 'files'> {
  /** Where the service listens, as it tells it. */
  readonly address: string;
}

/** Makes the function behind the status page's button: tests the running service at its own address. */
export function createSelftest(options: CreateSelftestOptions): Selftest {
  const { settings, mapping, files } = options;
  const mandators = createMandators(settings.mandators, settings.defaultMandator);
  let isRunning = false;
  return async (name, onStep) => {
    const mandator = mandators.find(name);
    if (mandator === null) {
      throw new RangeError(`there is no mandator ${JSON.stringify(name)}`);
    }
    if (isRunning) {
      return null;
    }
    isRunning = true;
    try {
      const address = addressOfService(options.address, settings);
      return await runSelftest({ settings, mapping, files, mandator, address, onStep });
    } finally {
      isRunning = false;
    }
  };
}
