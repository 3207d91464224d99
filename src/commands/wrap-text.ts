/** Less than this for a text is worse to read than lines that the terminal breaks. */
const LEAST_WIDTH = 30;

/**
 * Characters that are left in a line behind an indent.
 * @param width characters in a line; null for a file or pipe, where no line is broken
 */
export function roomBehind(indent: number, width: number | null): number {
  return width === null ? Infinity : Math.max(width - indent, LEAST_WIDTH);
}

/** Breaks a text at blanks; a word that is longer than the line stays whole. */
export function wrapText(text: string, room: number): string[] {
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

/** What was found, and below it what to do, T-SQL on lines of its own for copying. */
export function adviceLines(
  {
    found,
    remedy,
    sql,
  }: { readonly found: string; readonly remedy: string | null; readonly sql: string | null },
  room: number,
): string[] {
  return [
    ...wrapText(found, room),
    ...(remedy === null ? [] : wrapText(`-> ${remedy}`, room)),
    ...(sql === null ? [] : sql.split('\n').map((line) => `   ${line}`)),
  ];
}
