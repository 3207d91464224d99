import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { reportText } from './report.ts';

/* `npm run fuzz -- --minutes 10 --seed x`; a case again: `--seed x --first 4711 --cases 1`. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    cases: { type: 'string', default: '10000000' },
    first: { type: 'string', default: '0' },
    seed: { type: 'string', default: new Date().toISOString() },
    report: { type: 'string', default: 'fuzz-report.json' },
    findings: { type: 'string', default: 'fuzz-findings' },
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(130));
}
process.stdout.write(`seed ${values.seed}\n`);
const report = await fuzz({
  seed: values.seed,
  milliseconds: Number(values.minutes) * 60_000,
  cases: Number(values.cases),
  first: Number(values.first),
  findings: values.findings,
});
writeFileSync(values.report, `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${reportText(report)}\n`);
process.exitCode = report.problems.length === 0 ? 0 : 1;
