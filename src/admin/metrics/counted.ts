import { Counter, type Registry } from 'prom-client';

/** Before every name of ours. */
export const PREFIX = 'sync_notification_';

/** A counter of one registry, by its name without the prefix. */
export function countedBy<T extends string>(
  register: Registry,
  name: `${string}_total`,
  help: string,
  labelNames: readonly T[],
): Counter<T> {
  return new Counter({ name: PREFIX + name, help, labelNames, registers: [register] });
}
