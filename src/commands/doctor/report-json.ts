import { AREAS, thingsToDo, type Diagnosis } from './diagnosis.ts';
import type { Redact } from './redact.ts';

/** A finding as `--json` prints it, in English wherever the command runs. */
export interface PlainDiagnosis {
  readonly area: Diagnosis['area'];
  readonly mandator: string | null;
  readonly result: Diagnosis['result'];
  readonly found: string;
  readonly remedy: string | null;
  readonly sql: string | null;
}

/** What `--json` prints. */
export interface DoctorReport {
  /** Whether nothing failed. */
  readonly ok: boolean;
  readonly takenAt: string;
  readonly redacted: boolean;
  /** Results by area; those that were not looked at are left out. */
  readonly areas: Readonly<Partial<Record<Diagnosis['area'], Diagnosis['result']>>>;
  readonly findings: readonly PlainDiagnosis[];
  /** What is to be done, in order. */
  readonly todo: readonly PlainDiagnosis[];
}

/** The report for programs. */
export function reportJson(
  diagnoses: readonly Diagnosis[],
  { takenAt, redact }: { readonly takenAt: Date; readonly redact: Redact | null },
): DoctorReport {
  const clean = (text: string): string => redact?.(text) ?? text;
  const plain = ({ area, mandator, result, found, remedy, sql }: Diagnosis): PlainDiagnosis => ({
    area,
    mandator: mandator === null ? null : clean(mandator),
    result,
    found: clean(found.en),
    remedy: remedy === null ? null : clean(remedy.en),
    sql: sql === null ? null : clean(sql),
  });
  const worst = AREAS.flatMap((area) => {
    const results = diagnoses.filter((diagnosis) => diagnosis.area === area).map(({ result }) => result);
    const result = (['fail', 'warn', 'ok'] as const).find((each) => results.includes(each));
    return result === undefined ? [] : [[area, result] as const];
  });
  return {
    ok: diagnoses.every(({ result }) => result !== 'fail'),
    takenAt: takenAt.toISOString(),
    redacted: redact !== null,
    areas: Object.fromEntries(worst),
    findings: diagnoses.map(plain),
    todo: thingsToDo(diagnoses).map(plain),
  };
}
