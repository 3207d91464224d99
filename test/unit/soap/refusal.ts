import { RefusedMessage } from '../../../src/soap/reply.ts';

/** Runs what has to be refused and returns the refusal; anything else thrown, or nothing, fails the test. */
export function refusalOf(run: () => unknown): RefusedMessage {
  try {
    run();
  } catch (error) {
    if (error instanceof RefusedMessage) {
      return error;
    }
    throw error;
  }
  throw new Error('was accepted');
}
