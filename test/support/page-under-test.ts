import type { Browser } from 'playwright-core';
import type { ServiceStatus } from '../../src/admin/status.ts';
import { awayStatus, healthyStatus, largeStatus } from './status-states.ts';
import { emptyStatus } from './status.ts';
import { launchChromium } from './chromium.ts';
import { startPageServer, type PageServer } from './page-server.ts';

/** Enough notifications for their table to scroll; more of them would only make the checks slower. */
const fewer = (status: ServiceStatus): ServiceStatus => ({
  ...status,
  notifications: status.notifications.slice(0, 20),
});

/** The states that the page is looked at in, and how its first line begins then. */
export const PAGE_STATES: Readonly<
  Record<string, { readonly status: ServiceStatus; readonly en: RegExp; readonly de: RegExp }>
> = {
  empty: {
    status: emptyStatus(),
    en: /^Nothing has ever come from Exchange: /,
    de: /^Von Exchange ist noch nie etwas gekommen: /,
  },
  healthy: { status: fewer(healthyStatus()), en: /^All is well: /, de: /^Alles in Ordnung: / },
  'database away': {
    status: fewer(awayStatus()),
    en: /^The database of PROD has been away since /,
    de: /^Die Datenbank von PROD ist seit /,
  },
  '2,000 subscriptions': {
    status: fewer(largeStatus()),
    en: /^5 of 2,000 subscriptions of PROD are silent: /,
    de: /^5 von 2.000 Subscriptions von PROD sind still: /,
  },
};

/** A browser and a page server for the tests of a `describe`; where there is no browser they are skipped. */
export interface PageUnderTest {
  readonly browser: Browser;
  readonly server: PageServer;
  /** Called when the tests are through, the last one first. */
  readonly closers: (() => Promise<unknown>)[];
}

/** Starts both before the tests, ends what tests opened after each, and closes all in the end. */
export function usePage(): PageUnderTest {
  const closers: (() => Promise<unknown>)[] = [];
  let browser: Browser | null = null;
  let server: PageServer | null = null;

  before(async function () {
    const launched = await launchChromium();
    if (launched === null) {
      this.skip();
    }
    browser = launched;
    closers.push(() => launched.close());
    const started = await startPageServer();
    server = started;
    closers.push(() => started.close());
  });

  after(async () => {
    for (const close of closers.toReversed()) {
      await close();
    }
  });

  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
  });

  return {
    closers,
    get browser() {
      return there(browser);
    },
    get server() {
      return there(server);
    },
  };
}

function there<T>(thing: T | null): T {
  if (thing === null) {
    throw new Error('it is there once the tests have begun');
  }
  return thing;
}
