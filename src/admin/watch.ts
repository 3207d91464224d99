import type { Observer } from '../observer.ts';
import { createHistory, type History } from './history.ts';
import { createOutages, type Outages } from './outages.ts';
import { createRecent, type Recent } from './recent.ts';
import { createRefusedCallers, type RefusedCallersCount } from './refused-callers.ts';

/** What is taken down of a running service, in memory, for those who look. */
export interface Watch {
  readonly observer: Partial<Observer>;
  readonly history: History;
  readonly recent: Recent;
  readonly refusedCallers: RefusedCallersCount;
  readonly outages: Outages;
}

/** Begins to watch: what happened before is not known. */
export function createWatch(): Watch {
  const history = createHistory();
  const recent = createRecent();
  const refusedCallers = createRefusedCallers();
  const outages = createOutages();
  return {
    history,
    recent,
    refusedCallers,
    outages,
    observer: {
      ...outages.observer,
      requestAnswered(request) {
        history.requestAnswered(request);
        recent.requestAnswered(request);
        refusedCallers.requestAnswered(request);
      },
    },
  };
}
