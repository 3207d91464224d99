import { pathToFileURL } from 'node:url';

/**
 * Runs a file as a command where Node.js was started with it, and does nothing where it is imported. What goes wrong is
 * one sentence on standard error, and exit code 1.
 * @param url the file's `import.meta.url`
 */
export function runAsCommand(url: string, run: (args: readonly string[]) => void): void {
  if (url !== pathToFileURL(process.argv[1] ?? '').href) {
    return;
  }
  try {
    run(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
