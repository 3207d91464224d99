import { readFileSync } from 'node:fs';

/**
 * Loaded with `--import` into a process: its calendar is off by as many milliseconds as stand in the file that
 * JUMPING_CLOCK names. Timers and `performance.now` keep their pace, as they do where an administrator sets a clock.
 */
const RealDate = Date;
const FILE = process.env['JUMPING_CLOCK'] ?? '';

/** Milliseconds between two looks at the file. */
const LOOK_EVERY = 20;
let lookedAt = -Infinity;
let offset = 0;

function now(): number {
  if (performance.now() - lookedAt > LOOK_EVERY) {
    lookedAt = performance.now();
    offset = Number(readFileSync(FILE, 'utf8'));
  }
  return RealDate.now() + offset;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, name): unknown => (name === 'now' ? now : Reflect.get(target, name)),
});
