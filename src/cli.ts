#!/usr/bin/env node
import { onBrokenPipe } from './commands/broken-pipe.ts';
import { processShell } from './commands/shell.ts';
import { runCli } from './run-cli.ts';

const isService = process.argv[2] === 'serve';
onBrokenPipe([process.stdout, process.stderr], () => {
  if (!isService) {
    process.exit();
  }
});
void runCli(process.argv, processShell()).then((exitCode) => {
  // The service sets its own, when it stops.
  process.exitCode ??= exitCode;
});
