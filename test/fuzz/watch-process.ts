import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** What is seen from inside the process under attack. Times in milliseconds since the start was through. */
export interface ProcessFigures {
  /** Longest time that the event loop was late, whoever kept the processor. */
  readonly delayMaxMs: number;
  readonly delayP99Ms: number;
  /** Longest turn of the event loop in processor time of its own thread: what a message itself can cost others. */
  readonly turnMaxMs: number;
  /** Resident memory over time, in bytes. */
  readonly rss: readonly number[];
}

/** How often a turn is looked at, and the figures are written down. */
const TICK_MS = 10;
const REPORT_MS = 500;

/** Compilation and first use are not a message's fault. */
const WARM_UP_MS = 3000;

/*
 * Loaded into the service's process with --import, so that its event loop can be watched without anything in the
 * product that could be asked for it. Worker threads load it too, and are left alone.
 */
const file = process.env['FUZZ_FIGURES_FILE'];
if (isMainThread && file !== undefined) {
  watch(file);
}

function watch(path: string): void {
  const delay = monitorEventLoopDelay({ resolution: TICK_MS });
  delay.enable();
  const rss: number[] = [];
  let turnMaxMs = 0;
  let before = threadMs();
  setInterval(() => {
    const now = threadMs();
    turnMaxMs = Math.max(turnMaxMs, now - before);
    before = threadMs();
  }, TICK_MS).unref();
  setTimeout(() => {
    turnMaxMs = 0;
    delay.reset();
  }, WARM_UP_MS).unref();
  setInterval(() => {
    rss.push(process.memoryUsage.rss());
    const figures: ProcessFigures = {
      delayMaxMs: delay.max / 1e6,
      delayP99Ms: delay.percentile(99) / 1e6,
      turnMaxMs,
      rss,
    };
    writeFileSync(path, JSON.stringify(figures));
    before = threadMs();
  }, REPORT_MS).unref();
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
