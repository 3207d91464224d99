import { setTimeout as sleep } from 'node:timers/promises';
import { speaker } from '../texts.ts';
import { doubtful, type Area, type Diagnosis } from './diagnosis.ts';
import { PROBE_TEXTS } from './texts/probe.ts';

const say = speaker(PROBE_TEXTS);

/**
 * Runs a probe that must not hold up the others nor end them: what takes too long or throws is told in place of its
 * findings. Never rejects.
 * @param limitMs milliseconds
 */
export async function withLimit(
  area: Area,
  limitMs: number,
  probe: () => Promise<readonly Diagnosis[]>,
): Promise<readonly Diagnosis[]> {
  const over = new AbortController();
  const late = sleep(limitMs, null, { signal: over.signal }).then(() => [
    doubtful(
      area,
      say((words) => words.tooLong(Math.round(limitMs / 1000))),
      say((words) => words.again),
    ),
  ]);
  late.catch(() => undefined);
  try {
    return await Promise.race([probe(), late]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      doubtful(
        area,
        say((words) => words.failed(reason)),
        say((words) => words.report),
      ),
    ];
  } finally {
    over.abort();
  }
}
