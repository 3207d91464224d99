import type { Command } from 'commander';
import { toPlain } from './check/finding.ts';
import { formatFindings } from './check/format-findings.ts';
import { runChecks } from './check/run-checks.ts';
import { CHECK_TEXTS } from './check/texts.ts';
import { EXIT } from './exit-codes.ts';
import { addHelp } from './help.ts';
import { resultLayout } from './result-layout.ts';
import { addSettingOptions } from './setting-options.ts';
import { print, printJson, type Shell } from './shell.ts';

/** Adds `check`, which says whether the service would work as it is configured, and what to mend. */
export function registerCheck(program: Command, shell: Shell): void {
  const texts = CHECK_TEXTS[shell.language];
  const command = program
    .command('check')
    .description(texts.description)
    .option('--mandator <name>', texts.onlyMandator)
    .option('--json', texts.json)
    .action((options: Record<string, unknown>) => check(shell, options));
  addSettingOptions(command, shell);
  addHelp(command, shell, {
    notes: texts.notes,
    codes: texts.codes,
    examples: ['check', 'check --mandator PROD --json'],
  });
}

async function check(shell: Shell, options: Record<string, unknown>): Promise<void> {
  const { mandator, json, ...flags } = options;
  const only = typeof mandator === 'string' ? mandator : null;
  const findings = await runChecks({ env: shell.env, flags, cwd: shell.cwd }, only);
  const isFailed = findings.some(({ result }) => result === 'fail');
  if (json === true) {
    printJson(shell, { ok: !isFailed, findings: findings.map(toPlain) });
  } else {
    print(shell, formatFindings(findings, resultLayout(shell)));
  }
  if (isFailed) {
    shell.exitCode = EXIT.failed;
  }
}
