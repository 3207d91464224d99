/** `N'it''s'`: text as a T-SQL literal. */
export function textLiteral(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}

/** Text for a `--` comment: on one line, whatever a name holds. */
export function commentText(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
