import type { Logger } from './log.ts';
import type { Observer } from './observer.ts';

/**
 * Makes one observer of several, each of which may watch only part. What one of them throws reaches neither the room
 * that told it nor the others: the first time is logged for each thing that can be told.
 */
export function combineObservers(observers: readonly Partial<Observer>[], log: Logger): Observer {
  const told = new Set<string>();
  const each = <K extends keyof Observer>(name: K): ((...args: Parameters<Observer[K]>) => void) => {
    const watching = observers.filter((observer) => observer[name] !== undefined);
    return (...args) => {
      for (const observer of watching) {
        try {
          (observer[name] as (...told: Parameters<Observer[K]>) => void)(...args);
        } catch (error) {
          if (!told.has(name)) {
            told.add(name);
            log.error('something could not be counted', { what: name, error });
          }
        }
      }
    };
  };
  return {
    requestAnswered: each('requestAnswered'),
    connectionRefused: each('connectionRefused'),
    rowsCommitted: each('rowsCommitted'),
    commitFailed: each('commitFailed'),
    databaseConnected: each('databaseConnected'),
    databaseLost: each('databaseLost'),
    databaseUnreachable: each('databaseUnreachable'),
    rowsSpooled: each('rowsSpooled'),
    rowsForwarded: each('rowsForwarded'),
    rowsSetAside: each('rowsSetAside'),
    subscriptionReported: each('subscriptionReported'),
  };
}
