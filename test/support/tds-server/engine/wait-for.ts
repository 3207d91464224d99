import { SqlError } from './sql-error.ts';

/** WAITFOR DELAY 'hh:mm[:ss[.mmm]]'. @throws SqlError 148; the signal's reason */
export async function waitFor(delay: string, signal: AbortSignal): Promise<void> {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/.exec(delay.trim());
  if (match === null) {
    throw new SqlError(148, `Incorrect time syntax in time string '${delay}' used with WAITFOR.`, 15);
  }
  const [hours, minutes, seconds] = match
    .slice(1, 4)
    .map((part: string | undefined) => Number(part ?? 0)) as [number, number, number];
  const milliseconds = Number((match[4] ?? '').padEnd(3, '0'));
  await sleep(((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds, signal);
}

/** Waits. @param ms milliseconds @throws the signal's reason once it is aborted */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const onAbort = (): void => reject(signal.reason as Error);
  const timer = ms === Infinity ? undefined : setTimeout(() => resolve(undefined), ms);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
