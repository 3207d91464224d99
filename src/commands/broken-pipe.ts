import type { EventEmitter } from 'node:events';

/**
 * Ends a command quietly when nobody reads its output any more (`| head`), instead of with a stack.
 * @param outputs the streams that are written to
 * @param end ends the process; for the service, which outlives its readers, nothing does
 */
export function onBrokenPipe(outputs: readonly EventEmitter[], end: () => void): void {
  for (const output of outputs) {
    output.on('error', (error: NodeJS.ErrnoException) => {
      // EOF is what Windows says.
      if (error.code !== 'EPIPE' && error.code !== 'EOF') {
        throw error;
      }
      end();
    });
  }
}
