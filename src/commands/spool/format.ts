import { decodeValues, parseLayout } from '../../spool/layout.ts';
import { showValue } from '../show-value.ts';
import type { SpooledRow, SpoolTotals } from '../../spool/spooled-row.ts';
import { formatBytes } from '../format-bytes.ts';
import { formatTable } from '../format-table.ts';
import type { SpoolTexts } from './texts.ts';

/** Lays out what each mandator has in the spool. */
export function formatTotals(totals: readonly SpoolTotals[], now: number, texts: SpoolTexts): string {
  const rows = totals.map((one) => [
    one.mandator,
    String(one.queuedRows),
    formatBytes(one.queuedBytes),
    one.oldestAt === null ? '-' : `${isoTime(one.oldestAt)} (${formatAge(now - one.oldestAt)})`,
    String(one.setAsideRows),
  ]);
  return formatTable([texts.totals, ...rows]);
}

/** What a reason begins with and other columns tell: mandator, database and number of the error. */
const PLACE = /^mandator .+? on \S+: (SQL Server error \d+: )?/;

/** Lays out rows, one a line. */
export function formatRows(rows: readonly SpooledRow[], full: boolean, texts: SpoolTexts): string {
  const lines = rows.map((row) => [
    String(row.seq),
    row.mandator,
    isoTime(row.cameAt),
    stateOf(row, texts),
    row.code ?? '-',
    row.reason?.replace(PLACE, '') ?? '-',
  ]);
  return formatTable([texts.heading, ...lines], full);
}

/** Tells everything about a row, one fact a line, its values by column. */
export function formatRow(row: SpooledRow, texts: SpoolTexts): string {
  const [number = '', mandator = '', came = '', state = '', code = '', reason = ''] = texts.heading;
  const stands = stateOf(row, texts);
  const facts: [name: string, value: string][] = [
    [number, String(row.seq)],
    [mandator, row.mandator],
    [texts.key, row.rowKey],
    [came, isoTime(row.cameAt)],
    [state, row.setAsideAt === null ? stands : `${stands} ${isoTime(row.setAsideAt)}`],
    [code, row.code ?? '-'],
    [reason, row.reason ?? '-'],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const head = facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
  return `${head}\n\n${formatValues(row, texts)}`;
}

function formatValues({ layout, body }: SpooledRow, texts: SpoolTexts): string {
  try {
    const columns = parseLayout(layout);
    const values = decodeValues(columns, body);
    const rows = columns.map(({ name, type }, index) => [name, type, showValue(values[index] ?? null)]);
    return formatTable([texts.values, ...rows], true);
  } catch {
    return texts.unreadable(body);
  }
}

function stateOf(row: SpooledRow, texts: SpoolTexts): string {
  return row.setAsideAt === null ? texts.queued : texts.setAside;
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

function formatAge(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
