/** Longest cell in characters; longer ones are cut in the middle, where ids differ least. */
const MAX_CELL = 44;

/**
 * Lays out a table in columns for a fixed-width font.
 * @param rows the first one is the heading
 * @param full whether long cells stay whole
 */
export function formatTable(rows: readonly (readonly string[])[], full = false): string {
  const cells = rows.map((row) => row.map((cell) => (full ? cell : shorten(cell))));
  const widths = (cells[0] ?? []).map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  const [heading = [], ...body] = cells;
  return [line(heading), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}

function shorten(cell: string): string {
  if (cell.length <= MAX_CELL) {
    return cell;
  }
  const end = Math.floor(MAX_CELL / 3);
  return `${cell.slice(0, MAX_CELL - end - 3)}...${cell.slice(-end)}`;
}
