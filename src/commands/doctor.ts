import type { Command } from 'commander';
import { formatReport } from './doctor/format-report.ts';
import { createPrivateValues } from './doctor/private-values.ts';
import { createRedact } from './doctor/redact.ts';
import { reportJson } from './doctor/report-json.ts';
import { runDoctor } from './doctor/run-doctor.ts';
import { REPORT_TEXTS } from './doctor/texts/report.ts';
import { EXIT } from './exit-codes.ts';
import { addHelp } from './help.ts';
import { httpUrl } from './option-values.ts';
import { painterFor } from './paint.ts';
import { resultLayout } from './result-layout.ts';
import { addSettingOptions } from './setting-options.ts';
import { print, printJson, type Shell } from './shell.ts';

/** Adds `doctor`, which looks at everything that the service rests on and says what to do, in order. */
export function registerDoctor(program: Command, shell: Shell): void {
  const texts = REPORT_TEXTS[shell.language];
  const command = program
    .command('doctor')
    .description(texts.description)
    .option('--mandator <name>', texts.onlyMandator)
    .option('--url <url>', texts.url, httpUrl(shell.language))
    .option('--redact', texts.redact)
    .option('--json', texts.json)
    .action((options: Record<string, unknown>) => doctor(shell, options));
  addSettingOptions(command, shell);
  addHelp(command, shell, {
    notes: texts.notes,
    codes: texts.codes,
    examples: [
      'doctor',
      'doctor --url https://rooms.example.com/Webservices/SyncNotification.svc',
      'doctor --json --redact > ticket.json',
    ],
  });
}

async function doctor(shell: Shell, options: Record<string, unknown>): Promise<void> {
  const { mandator, url, redact: isRedacted, json, ...flags } = options;
  const privates = createPrivateValues();
  const takenAt = new Date();
  const diagnoses = await runDoctor({
    sources: { env: shell.env, flags, cwd: shell.cwd },
    mandator: typeof mandator === 'string' ? mandator : null,
    url: url instanceof URL ? url.href : null,
    privates,
  });
  const redact = isRedacted === true ? createRedact(privates.entries()) : null;
  if (json === true) {
    printJson(shell, reportJson(diagnoses, { takenAt, redact }));
  } else {
    const paint = painterFor(shell.stdout, shell.env);
    const layout = {
      ...resultLayout(shell),
      title: (text: string) => paint('title', text),
      redact: redact ?? ((text: string) => text),
    };
    print(shell, formatReport(diagnoses, layout));
  }
  if (diagnoses.some(({ result }) => result === 'fail')) {
    shell.exitCode = EXIT.failed;
  }
}
