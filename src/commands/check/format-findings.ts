import type { Language } from '../../language.ts';
import type { ResultLayout } from '../result-layout.ts';
import { adviceLines, roomBehind } from '../wrap-text.ts';
import type { Finding } from './finding.ts';
import { CHECK_NAMES } from './names.ts';
import { CHECK_TEXTS, type CheckTexts } from './texts.ts';

const GAP = '  ';

/** Findings as a table: what was found, and below it what to do, T-SQL on lines of its own for copying. */
export function formatFindings(
  findings: readonly Finding[],
  { language, width, paint }: ResultLayout,
): string {
  const texts = CHECK_TEXTS[language];
  const names = [texts.mandator, texts.check, texts.result];
  const cells = findings.map(({ mandator, check, result }) => [
    mandator ?? '-',
    CHECK_NAMES[check][language],
    texts.results[result],
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(names[column]?.length ?? 0, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (row: readonly string[]): string[] =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  const indent = widths.reduce((sum, each) => sum + each + GAP.length, 0);
  const room = roomBehind(indent, width);
  const lines = findings.flatMap((finding, index) => {
    const [mandator = '', check = '', word = ''] = pad(cells[index] ?? []);
    const [first = '', ...rest] = describe(finding, language, room);
    const start = [mandator, check, paint(finding.result, word), first].join(GAP);
    return [start, ...rest.map((line) => ' '.repeat(indent) + line)];
  });
  const heading = [...pad(names), texts.found].join(GAP);
  const rule = [...widths, texts.found.length].map((each) => '-'.repeat(each)).join(GAP);
  return [heading, rule, ...lines.map((line) => line.trimEnd()), '', summary(findings, texts)].join('\n');
}

function describe({ found, remedy, sql }: Finding, language: Language, room: number): string[] {
  return adviceLines({ found: found[language], remedy: remedy?.[language] ?? null, sql }, room);
}

function summary(findings: readonly Finding[], texts: CheckTexts): string {
  const failures = findings.filter(({ result }) => result === 'fail').length;
  const warnings = findings.filter(({ result }) => result === 'warn').length;
  return failures + warnings === 0 ? texts.allInOrder : texts.summary(failures, warnings);
}
