/**
 * Reads a table's name as T-SQL writes it: `SyncNotification`, `dbo.SyncNotification`, `[my schema].[a.b]`.
 * @throws RangeError where it is none, or names a database or server as well
 */
export function parseTableName(text: string): { schema: string | null; name: string } {
  const parts: string[] = [];
  const part = /\s*(?:\[((?:[^\]]|\]\])+)\]|([^\s.[\]]+))\s*(\.|$)/y;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (match === null) {
      throw new RangeError(`"${text}" is no table name like dbo.SyncNotification or [my schema].[my table]`);
    }
    parts.push(match[1]?.replaceAll(']]', ']') ?? match[2] ?? '');
    if (match[3] === '.' && part.lastIndex === text.length) {
      throw new RangeError(`"${text}" ends with a dot`);
    }
  }
  const [first, second] = parts;
  if (parts.length > 2 || first === undefined) {
    throw new RangeError(
      `"${text}" has ${parts.length} parts; give [schema.]table, the database comes from the connection string`,
    );
  }
  return second === undefined ? { schema: null, name: first } : { schema: first, name: second };
}
