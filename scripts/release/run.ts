import { spawn } from 'node:child_process';

/**
 * Runs this Node with arguments and waits for its end.
 * @throws Error with its output where it fails
 */
export function runNode(args: readonly string[], cwd: string): Promise<void> {
  return run(process.execPath, args, cwd, false);
}

/**
 * Runs npm: the one that runs this script, else the one on the path.
 * @throws Error with its output where it fails
 */
export function runNpm(args: readonly string[], cwd: string): Promise<void> {
  const npm = process.env['npm_execpath'];
  return npm?.endsWith('.js') === true
    ? runNode([npm, ...args], cwd)
    : run('npm', args, cwd, process.platform === 'win32');
}

function run(command: string, args: readonly string[], cwd: string, shell: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`${command} ${args.join(' ')} ended with ${String(code)}:\n${output}`));
      }
    });
  });
}
