import type { ResultLayout } from '../result-layout.ts';
import { roomBehind, wrapText } from '../wrap-text.ts';
import { AREAS, thingsToDo, type Diagnosis } from './diagnosis.ts';
import type { Redact } from './redact.ts';
import { REPORT_TEXTS } from './texts/report.ts';

export interface ReportLayout extends ResultLayout {
  /** Styles a heading. */
  readonly title: (text: string) => string;
  readonly redact: Redact;
}

/** What was found, area by area, and below it what to do, in order. */
export function formatReport(diagnoses: readonly Diagnosis[], layout: ReportLayout): string {
  const texts = REPORT_TEXTS[layout.language];
  const wordWidth = Math.max(...Object.values(texts.results).map(({ length }) => length));
  const sections = AREAS.flatMap((area) => {
    const own = diagnoses.filter((diagnosis) => diagnosis.area === area);
    const lines = own.flatMap((diagnosis) => {
      const word = texts.results[diagnosis.result].padEnd(wordWidth);
      const text = `${mandatorOf(diagnosis, layout)}${layout.redact(diagnosis.found[layout.language])}`;
      return hang(`  ${word}  `, `  ${layout.paint(diagnosis.result, word)}  `, text, layout.width);
    });
    return own.length === 0 ? [] : [layout.title(texts.areas[area]), ...lines, ''];
  });
  return [...sections, ...todo(diagnoses, layout)].join('\n');
}

function todo(diagnoses: readonly Diagnosis[], layout: ReportLayout): string[] {
  const texts = REPORT_TEXTS[layout.language];
  const count = (result: Diagnosis['result']): number =>
    diagnoses.filter((diagnosis) => diagnosis.result === result).length;
  const things = thingsToDo(diagnoses);
  if (things.length === 0) {
    return [texts.nothingToDo];
  }
  const lines = things.flatMap((diagnosis, index) => {
    const number = `${String(index + 1).padStart(String(things.length).length)}. `;
    const text = layout.redact(diagnosis.remedy?.[layout.language] ?? '');
    const start = `${number}${layout.paint(diagnosis.result, texts.areas[diagnosis.area])}: `;
    const plain = `${texts.areas[diagnosis.area]}: `;
    const [first = '', ...rest] = hang(
      number,
      number,
      `${plain}${mandatorOf(diagnosis, layout)}${text}`,
      layout.width,
    );
    const sql = diagnosis.sql === null ? [] : layout.redact(diagnosis.sql).split('\n');
    return [
      start + first.slice(number.length + plain.length),
      ...rest,
      ...sql.map((line) => `${' '.repeat(number.length + 2)}${line}`.trimEnd()),
    ];
  });
  return [layout.title(texts.toDo), ...lines, '', texts.summary(count('fail'), count('warn'))];
}

function mandatorOf({ mandator }: Diagnosis, { language, redact }: ReportLayout): string {
  return mandator === null ? '' : REPORT_TEXTS[language].ofMandator(redact(mandator));
}

/** A text behind a start, its further lines as far to the right. `painted` is the start as it is shown. */
function hang(start: string, painted: string, text: string, width: number | null): string[] {
  const lines = wrapText(text, roomBehind(start.length, width));
  return lines.map((line, index) => (index === 0 ? painted : ' '.repeat(start.length)) + line);
}
