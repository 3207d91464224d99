import { SqlError } from './sql-error.ts';
import { errorByNumber } from './error-texts.ts';

/** Whoever holds locks: a session. */
export interface LockOwner {
  readonly id: number;
}

export type LockMode = 'shared' | 'exclusive';

interface Waiter {
  readonly owner: LockOwner;
  readonly mode: LockMode;
  readonly granted: () => void;
}

interface Lock {
  readonly holders: Map<LockOwner, LockMode>;
  readonly queue: Waiter[];
}

/** How long to wait, and what ends the wait early. */
export interface WaitOptions {
  /** Milliseconds; -1 waits for ever. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Locks on whole tables, granted in the order they were asked for. */
export interface LockManager {
  holds(owner: LockOwner, resource: object): boolean;
  /** @returns true where the lock was granted at once */
  tryAcquire(owner: LockOwner, resource: object, mode: LockMode): boolean;
  /** @throws SqlError 1205 where waiting would close a circle, 1222 after the timeout; the signal's reason */
  wait(owner: LockOwner, resource: object, mode: LockMode, options: WaitOptions): Promise<void>;
  release(owner: LockOwner, resource: object): void;
  /** Lets go of everything. */
  releaseAll(owner: LockOwner): void;
}

/** No locks held at first. */
export function createLockManager(): LockManager {
  const locks = new Map<object, Lock>();

  const lockOf = (resource: object): Lock => {
    const lock = locks.get(resource) ?? { holders: new Map<LockOwner, LockMode>(), queue: [] };
    locks.set(resource, lock);
    return lock;
  };

  const grantNext = (resource: object, lock: Lock): void => {
    for (
      let next = lock.queue[0];
      next !== undefined && isFree(lock, next.owner, next.mode);
      next = lock.queue[0]
    ) {
      lock.queue.shift();
      hold(lock, next.owner, next.mode);
      next.granted();
    }
    if (lock.holders.size === 0 && lock.queue.length === 0) {
      locks.delete(resource);
    }
  };

  const closesCircle = (owner: LockOwner, lock: Lock, seen: Set<LockOwner>): boolean =>
    [...lock.holders.keys()].some((holder) => {
      if (holder === owner || seen.has(holder)) {
        return false;
      }
      seen.add(holder);
      return [...locks.values()].some(
        (other) =>
          other.queue.some((waiter) => waiter.owner === holder) &&
          (other.holders.has(owner) || closesCircle(owner, other, seen)),
      );
    });

  return {
    holds: (owner, resource) => locks.get(resource)?.holders.has(owner) ?? false,
    tryAcquire(owner, resource, mode) {
      const lock = lockOf(resource);
      const mine = lock.holders.get(owner);
      if (mine === 'exclusive' || mine === mode) {
        return true;
      }
      if (isFree(lock, owner, mode) && (mine !== undefined || lock.queue.length === 0)) {
        hold(lock, owner, mode);
        return true;
      }
      return false;
    },
    async wait(owner, resource, mode, { timeout, signal }) {
      const lock = lockOf(resource);
      if (closesCircle(owner, lock, new Set())) {
        throw errorByNumber(1205);
      }
      if (timeout === 0) {
        throw new SqlError(1222, 'Lock request time out period exceeded.', 16, 51);
      }
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const waiter: Waiter = { owner, mode, granted: () => resolve(undefined) };
      // Whoever wants more of what it holds already goes first: nobody behind it could be served anyway.
      if (lock.holders.has(owner)) {
        lock.queue.unshift(waiter);
      } else {
        lock.queue.push(waiter);
      }
      const giveUp = (reason: Error): void => {
        const at = lock.queue.indexOf(waiter);
        if (at >= 0) {
          lock.queue.splice(at, 1);
          grantNext(resource, lock);
        }
        reject(reason);
      };
      const timer = timeout > 0 ? setTimeout(() => giveUp(errorByNumber(1222)), timeout) : undefined;
      const onAbort = (): void => giveUp(signal.reason as Error);
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        signal.throwIfAborted();
        await promise;
      } catch (error) {
        giveUp(error as Error);
        throw error;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      }
    },
    release(owner, resource) {
      const lock = locks.get(resource);
      if (lock?.holders.delete(owner) === true) {
        grantNext(resource, lock);
      }
    },
    releaseAll(owner) {
      for (const [resource, lock] of locks) {
        if (lock.holders.delete(owner)) {
          grantNext(resource, lock);
        }
      }
    },
  };
}

function isFree(lock: Lock, owner: LockOwner, mode: LockMode): boolean {
  return [...lock.holders].every(
    ([holder, held]) => holder === owner || (mode === 'shared' && held === 'shared'),
  );
}

function hold(lock: Lock, owner: LockOwner, mode: LockMode): void {
  lock.holders.set(owner, lock.holders.get(owner) === 'exclusive' ? 'exclusive' : mode);
}
