import { decodeValues, parseLayout } from '../../spool/layout.ts';
import { showValue } from '../show-value.ts';
import type { SpooledRow, SpoolTotals } from '../../spool/spooled-row.ts';
import { formatTable } from '../format-table.ts';

/** Lays out what each mandator has in the spool. */
export function formatTotals(totals: readonly SpoolTotals[], now: number): string {
  const rows = totals.map((one) => [
    one.mandator,
    String(one.queuedRows),
    formatBytes(one.queuedBytes),
    one.oldestAt === null ? '-' : `${isoTime(one.oldestAt)} (${formatAge(now - one.oldestAt)})`,
    String(one.setAsideRows),
  ]);
  return formatTable([['Mandator', 'Queued', 'Size', 'Oldest', 'Set aside'], ...rows]);
}

/** Lays out rows, one a line. */
export function formatRows(rows: readonly SpooledRow[], full: boolean): string {
  const lines = rows.map((row) => [
    String(row.seq),
    row.mandator,
    isoTime(row.cameAt),
    stateOf(row),
    row.code ?? '-',
    row.reason ?? '-',
  ]);
  return formatTable([['Number', 'Mandator', 'Came', 'State', 'Code', 'Reason'], ...lines], full);
}

/** Tells everything about a row, one fact a line, its values by column. */
export function formatRow(row: SpooledRow): string {
  const facts: [name: string, value: string][] = [
    ['Number', String(row.seq)],
    ['Mandator', row.mandator],
    ['Key', row.rowKey],
    ['Came', isoTime(row.cameAt)],
    ['State', row.setAsideAt === null ? stateOf(row) : `${stateOf(row)} ${isoTime(row.setAsideAt)}`],
    ['Code', row.code ?? '-'],
    ['Reason', row.reason ?? '-'],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const head = facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
  return `${head}\n\n${formatValues(row)}`;
}

/** `1.5 MiB` */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power] ?? ''}`;
}

function formatValues({ layout, body }: SpooledRow): string {
  try {
    const columns = parseLayout(layout);
    const values = decodeValues(columns, body);
    const rows = columns.map(({ name, type }, index) => [name, type, showValue(values[index] ?? null)]);
    return formatTable([['Column', 'Type', 'Value'], ...rows], true);
  } catch {
    return `Its values are not readable: ${body}`;
  }
}

function stateOf(row: SpooledRow): string {
  return row.setAsideAt === null ? 'queued' : 'set aside';
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

function formatAge(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
