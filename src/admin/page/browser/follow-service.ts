import { mergeElement } from './merge.ts';

/**
 * Keeps the page as the service is: loads it again every few seconds and merges it into what is shown, in the zone of
 * the browser; rests while nobody looks; says when the service cannot be reached; and searches while it is typed. Runs
 * in the browser, by itself: it refers to nothing but `mergeElement`.
 */
export function followService(): void {
  const EVERY_MS = 10_000;
  const PATIENCE_MS = 20_000;
  const TYPING_MS = 300;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const pause = document.querySelector<HTMLButtonElement>('#pause');
  const connection = document.querySelector<HTMLElement>('#connection');
  let isPaused = false;
  let isLeaving = false;
  let timer = 0;
  let runs = 0;

  const tell = (text: string): void => {
    if (connection !== null && connection.textContent !== text) {
      connection.textContent = text;
    }
  };
  const again = (ms: number): void => {
    clearTimeout(timer);
    if (!isPaused && !document.hidden && !isLeaving) {
      timer = window.setTimeout(() => void refresh(), ms);
    }
  };
  const refresh = async (): Promise<void> => {
    runs += 1;
    const run = runs;
    try {
      const response = await fetch(location.href, {
        headers: { 'X-Time-Zone': zone },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      const fresh = new DOMParser().parseFromString(text, 'text/html');
      if (!response.ok || fresh.querySelector('#headline') === null) {
        tell(connection?.dataset['refused'] ?? '');
      } else if (run === runs && !isLeaving) {
        // A later question was asked meanwhile where the numbers differ: its answer counts.
        tell('');
        document.title = fresh.title;
        mergeElement(document.documentElement, fresh.documentElement);
      }
    } catch {
      tell(connection?.dataset['away'] ?? '');
    }
    if (run === runs) {
      again(EVERY_MS);
    }
  };

  pause?.addEventListener('click', () => {
    isPaused = !isPaused;
    pause.textContent = (isPaused ? pause.dataset['resume'] : pause.dataset['pause']) ?? '';
    again(0);
  });
  document.addEventListener('visibilitychange', () => again(0));
  document.addEventListener('input', (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.id === 'search') {
      const address = new URL(location.href);
      address.searchParams.set('q', field.value);
      address.searchParams.delete('page');
      history.replaceState(null, '', address);
      runs += 1;
      clearTimeout(timer);
      timer = window.setTimeout(() => void refresh(), TYPING_MS);
    }
  });
  document.addEventListener('submit', (event) => {
    const busy = (event.target as HTMLElement).dataset['busy'];
    if (busy !== undefined && event.submitter !== null) {
      // The test takes some seconds; refreshing meanwhile would take the word away again.
      isLeaving = true;
      event.submitter.textContent = busy;
    }
  });
  window.addEventListener('pageshow', () => {
    isLeaving = false;
    again(EVERY_MS);
  });

  // What came of a form is said once: loading the page again or sending its address to somebody is not doing it again.
  const address = new URL(location.href);
  if (address.searchParams.has('notice')) {
    address.searchParams.delete('notice');
    address.searchParams.delete('count');
    history.replaceState(null, '', address);
  }
  if (pause !== null) {
    pause.hidden = false;
  }
  if (document.documentElement.dataset['zone'] === zone) {
    again(EVERY_MS);
  } else {
    void refresh();
  }
}
