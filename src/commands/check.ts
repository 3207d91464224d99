import { styleText } from 'node:util';
import type { Command } from 'commander';
import { settingOptions } from '../config/settings-options.ts';
import type { Finding } from './check/finding.ts';
import { formatFindings } from './check/format-findings.ts';
import { runChecks } from './check/run-checks.ts';

const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

/** Adds `check`, which says whether the service would work as it is configured, and what to mend. */
export function registerCheck(program: Command): void {
  const command = program
    .command('check')
    .description('check settings, mapping and every database, and say how to mend what is wrong')
    .option('--mandator <name>', 'check the database of this mandator only')
    .option('--json', 'print the findings as JSON');
  for (const { flags, description } of settingOptions()) {
    command.option(flags, description);
  }
  command
    .addHelpText(
      'after',
      `
Nothing is written anywhere. Exit codes: 0 all in order or only warnings, 1 something keeps notifications from being
written, 2 wrong usage.

Examples:
  $ sync-notification check
  $ sync-notification check --mandator PROD --json
`,
    )
    .action(check);
}

async function check(options: Record<string, unknown>): Promise<void> {
  const { mandator, json, ...flags } = options;
  const only = typeof mandator === 'string' ? mandator : null;
  const findings = await runChecks({ env: process.env, flags, cwd: process.cwd() }, only);
  const isFailed = findings.some(({ result }) => result === 'fail');
  console.log(json === true ? JSON.stringify({ ok: !isFailed, findings }, null, 2) : format(findings));
  if (isFailed) {
    process.exitCode = 1;
  }
}

/** Colours and line breaks are for terminals; NO_COLOR and FORCE_COLOR are honoured. */
function format(findings: readonly Finding[]): string {
  const { stdout } = process;
  return formatFindings(findings, {
    width: stdout.isTTY ? stdout.columns : null,
    paint: (result, word) => styleText(COLOURS[result], word, { stream: stdout }),
  });
}
