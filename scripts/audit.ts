import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { judgeAudit } from './judge-audit.ts';

// Asks the registry for advisories about what package-lock.json installs in production. Without an answer (offline, or
// a registry that has none) it says so and fails nobody.
const { stdout, error } = spawnSync('npm audit --omit=dev --package-lock-only --json', {
  cwd: join(import.meta.dirname, '..'),
  encoding: 'utf8',
  shell: true,
  timeout: 60_000,
});
const { outcome, lines } = judgeAudit(
  error === undefined ? stdout : JSON.stringify({ message: error.message }),
);
lines.forEach((line) => console.log(line));
process.exitCode = outcome === 'vulnerable' ? 1 : 0;
