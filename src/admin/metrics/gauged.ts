import { Gauge, type Registry } from 'prom-client';
import { PREFIX } from './counted.ts';

/** A gauge of one registry, by its name without the prefix; without samples until it is set. */
export function gaugedBy<T extends string = never>(
  register: Registry,
  name: string,
  help: string,
  labelNames: readonly T[] = [],
): Gauge<T> {
  const gauge = new Gauge({ name: PREFIX + name, help, labelNames, registers: [register] });
  // prom-client gives one without labels the value 0, which would be told before anything is known.
  if (labelNames.length === 0) {
    gauge.remove();
  }
  return gauge;
}

/** Seconds since 1970, which is how Prometheus writes times. */
export function secondsOf(time: Date): number {
  return time.getTime() / 1000;
}
