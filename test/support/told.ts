import type { Observer } from '../../src/observer.ts';

/** An observer that keeps what it is told: `rowsSpooled PROD 3`, with objects as they are. */
export interface ToldObserver extends Observer {
  readonly told: readonly (readonly unknown[])[];
  /** What was told under this name, without the name. */
  of(name: keyof Observer): unknown[][];
}

export function createToldObserver(): ToldObserver {
  const told: unknown[][] = [];
  const keep =
    (name: string) =>
    (...values: unknown[]): void => {
      told.push([name, ...values]);
    };
  return {
    told,
    of: (name) => told.filter(([first]) => first === name).map(([, ...values]) => values),
    requestAnswered: keep('requestAnswered'),
    connectionRefused: keep('connectionRefused'),
    rowsCommitted: keep('rowsCommitted'),
    commitFailed: keep('commitFailed'),
    databaseConnected: keep('databaseConnected'),
    databaseLost: keep('databaseLost'),
    databaseUnreachable: keep('databaseUnreachable'),
    rowsSpooled: keep('rowsSpooled'),
    rowsForwarded: keep('rowsForwarded'),
    rowsSetAside: keep('rowsSetAside'),
    subscriptionReported: keep('subscriptionReported'),
  };
}
