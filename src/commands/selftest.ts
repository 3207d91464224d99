import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { loadSettings } from '../config/settings.ts';
import { mandatorFromQuery } from '../http/mandator-query.ts';
import { loadMapping } from '../mapping/load-mapping.ts';
import { addressOfRooms, addressOfSettings, givenAddress } from '../selftest/address.ts';
import { runSelftest } from '../selftest/run-selftest.ts';
import type { SelftestReport } from '../selftest/step.ts';
import { describeStep } from '../selftest/texts.ts';
import { EMBEDDED_STORE_FILE } from '../store/sqlite/store-file.ts';
import { SPOOL_FILE } from '../spool/schema.ts';
import { EXIT } from './exit-codes.ts';
import { findMandator } from './find-mandator.ts';
import { addHelp, usageError } from './help.ts';
import { httpUrl, positiveNumber } from './option-values.ts';
import { painterFor } from './paint.ts';
import { resultLayout } from './result-layout.ts';
import { formatStep } from './selftest/format-step.ts';
import { SELFTEST_TEXTS } from './selftest/texts.ts';
import { addSettingOptions } from './setting-options.ts';
import { print, printJson, type Shell } from './shell.ts';

interface OwnOptions {
  readonly mandator?: string;
  readonly url?: URL;
  readonly outside?: true;
  readonly insecure?: true;
  /** Seconds. */
  readonly timeout?: number;
  readonly json?: true;
}

/** Adds `selftest`, which tries the way that Exchange's messages take. */
export function registerSelftest(program: Command, shell: Shell): void {
  const { language } = shell;
  const texts = SELFTEST_TEXTS[language];
  const command = program.command('selftest');
  command
    .description(texts.description)
    .option('--mandator <name>', texts.mandator)
    .option('--url <url>', texts.url, httpUrl(language))
    .addOption(new Option('--outside', texts.outside).conflicts('url'))
    .option('--insecure', texts.insecure)
    .option('--timeout <seconds>', texts.timeout, positiveNumber(language, 3600))
    .option('--json', texts.json)
    .action((options: OwnOptions & Record<string, unknown>) => selftest(command, shell, options));
  addSettingOptions(command, shell);
  addHelp(command, shell, {
    notes: texts.notes,
    codes: texts.codes,
    examples: [
      'selftest',
      'selftest --mandator PROD --url http://localhost/Webservices/SyncNotification.svc',
      'selftest --outside --json',
    ],
  });
}

async function selftest(
  command: Command,
  shell: Shell,
  options: OwnOptions & Record<string, unknown>,
): Promise<void> {
  const { mandator, url, outside, insecure, timeout, json, ...flags } = options;
  const settings = loadSettings({ env: shell.env, flags, cwd: shell.cwd });
  const mapping = await loadMapping(settings.mapping);
  const inUrl = url === undefined ? null : mandatorFromQuery(url.search.slice(1));
  if (mandator !== undefined && inUrl !== null && mandator.toLowerCase() !== inUrl.toLowerCase()) {
    usageError(command, shell, SELFTEST_TEXTS[shell.language].otherMandator(inUrl, mandator));
  }
  const only = mandator ?? inUrl;
  const mandators = only === null ? settings.mandators : [findMandator(settings, only, shell.language)];
  const address =
    url !== undefined
      ? givenAddress(url)
      : outside === true
        ? addressOfRooms(settings)
        : addressOfSettings(settings);
  const files = {
    embeddedStore: join(settings.dataDir, EMBEDDED_STORE_FILE),
    spool: join(settings.dataDir, SPOOL_FILE),
  };
  const layout = resultLayout(shell);
  const reports: SelftestReport[] = [];
  for (const one of mandators) {
    if (json !== true) {
      print(shell, painterFor(shell.stdout, shell.env)('title', one));
    }
    const report = await runSelftest({
      ...{ settings, mapping, files, mandator: one, address },
      ...(insecure === true && { isInsecure: true }),
      ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
      onStep: json === true ? undefined : (step) => print(shell, formatStep(step, layout)),
    });
    reports.push(report);
  }
  const isFailed = reports.some(({ result }) => result === 'fail');
  if (json === true) {
    printJson(shell, { ok: !isFailed, reports: reports.map(toPlain) });
  } else {
    print(shell, `\n${summary(shell, reports)}`);
  }
  if (isFailed) {
    shell.exitCode = EXIT.failed;
  }
}

function summary({ language }: Shell, reports: readonly SelftestReport[]): string {
  const { allInOrder, someWarnings, someFailures } = SELFTEST_TEXTS[language];
  const has = (result: SelftestReport['result']): boolean => reports.some((one) => one.result === result);
  return has('fail') ? someFailures : has('warn') ? someWarnings : allInOrder;
}

/** For programs, always in English, so that scripts see the same everywhere. */
function toPlain(report: SelftestReport): unknown {
  const steps = report.steps.map((step) => {
    const { found, remedy } = describeStep(step, 'en');
    return { ...step, found, remedy };
  });
  return { ...report, steps };
}
