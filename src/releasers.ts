/** Closers of what was opened, to be run in reverse order. */
export interface Releasers {
  add(release: () => Promise<void>): void;
  /**
   * Runs all closers, the last added first, goes on after an error and rethrows the first one. The second call
   * waits for the first.
   */
  releaseAll(): Promise<void>;
}

/** Makes an empty list of closers: push one as each thing opens. */
export function createReleasers(): Releasers {
  const stack: (() => Promise<void>)[] = [];
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    const errors: unknown[] = [];
    for (const release of stack.splice(0).reverse()) {
      await release().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) {
      throw errors[0];
    }
  };
  return {
    add: (release) => stack.push(release),
    releaseAll: () => (running ??= run()),
  };
}
