import type { Finding } from './finding.ts';

export interface FindingsLayout {
  /** Characters in a line; null for a file or pipe, where no line is broken. */
  readonly width: number | null;
  /** Colours the word of a result, already padded. */
  readonly paint: (result: Finding['result'], word: string) => string;
}

const HEADING = ['Mandator', 'Check', 'Result', 'Found'] as const;
const GAP = '  ';

/** Less than this for what was found is worse to read than lines that the terminal breaks. */
const LEAST_TEXT_WIDTH = 30;

/** Findings as a table: what was found, and below it what to do, T-SQL on lines of its own for copying. */
export function formatFindings(findings: readonly Finding[], { width, paint }: FindingsLayout): string {
  const cells = findings.map(({ mandator, check, result }) => [mandator ?? '-', check, result.toUpperCase()]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(HEADING[column]?.length ?? 0, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (row: readonly string[]): string[] =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  const indent = widths.reduce((sum, each) => sum + each + GAP.length, 0);
  const room = width === null ? Infinity : Math.max(width - indent, LEAST_TEXT_WIDTH);
  const lines = findings.flatMap((finding, index) => {
    const [mandator = '', check = '', word = ''] = pad(cells[index] ?? []);
    const [first = '', ...rest] = describe(finding, room);
    const start = [mandator, check, paint(finding.result, word), first].join(GAP);
    return [start, ...rest.map((line) => ' '.repeat(indent) + line)];
  });
  const heading = [...pad(HEADING.slice(0, 3)), HEADING[3]].join(GAP);
  const rule = [...widths, HEADING[3].length].map((each) => '-'.repeat(each)).join(GAP);
  return [heading, rule, ...lines.map((line) => line.trimEnd()), '', summary(findings)].join('\n');
}

function describe({ found, remedy, sql }: Finding, room: number): string[] {
  return [
    ...wrap(found, room),
    ...(remedy === null ? [] : wrap(`-> ${remedy}`, room)),
    ...(sql === null ? [] : sql.split('\n').map((line) => `   ${line}`)),
  ];
}

/** Breaks at blanks; a word that is longer than the line stays whole. */
function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

function summary(findings: readonly Finding[]): string {
  const failures = findings.filter(({ result }) => result === 'fail').length;
  const warnings = findings.filter(({ result }) => result === 'warn').length;
  if (failures + warnings === 0) {
    return 'All in order.';
  }
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${count(failures, 'failure')}, ${count(warnings, 'warning')}.`;
}
