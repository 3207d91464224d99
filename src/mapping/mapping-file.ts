import { z } from 'zod';
import { ROW_KINDS } from './events.ts';
import { CONTEXTS } from './variables.ts';

const columnSchema = z.strictObject({
  name: z.string().min(1).max(128),
  type: z.string(),
  context: z.enum(CONTEXTS),
  value: z.string(),
});

/** The JSON mapping file: which table, which columns, and where in a message each one's value is read. */
export const mappingFileSchema = z.strictObject({
  $schema: z.string().optional(),
  table: z.string().min(1),
  identity: z.string().min(1).max(128).nullable().default(null),
  events: z.array(z.enum(ROW_KINDS)).nonempty(),
  columns: z.array(columnSchema).nonempty().max(1000),
  key: z.array(z.string()).nonempty(),
  digest: z.string().min(1).max(128).nullable().default(null),
});

/** A mapping file as it is written, with what may be left out still optional. */
export type MappingFile = z.input<typeof mappingFileSchema>;

/** A mapping that cannot be used; `problems` names each of them with its column and place. */
export class MappingError extends Error {
  readonly problems: readonly string[];

  constructor(origin: string, problems: readonly string[]) {
    super(`the mapping ${origin} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'MappingError';
    this.problems = problems;
  }
}

/**
 * Checks a mapping file's shape.
 * @param origin where it came from, for the error
 * @throws MappingError naming every problem with its path in the file
 */
export function parseMappingFile(content: unknown, origin: string): z.output<typeof mappingFileSchema> {
  const result = mappingFileSchema.safeParse(content);
  if (!result.success) {
    throw new MappingError(
      origin,
      result.error.issues.map((issue) => describeIssue(issue, content)),
    );
  }
  return result.data;
}

/**
 * Reads a mapping from the text of a JSON file.
 * @throws MappingError
 */
export function parseMappingJson(text: string, origin: string): z.output<typeof mappingFileSchema> {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new MappingError(origin, [
      `it is no JSON: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
  return parseMappingFile(content, origin);
}

function describeIssue(issue: z.core.$ZodIssue, content: unknown): string {
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const [top, index] = issue.path;
  const column = top === 'columns' && typeof index === 'number' ? columnName(content, index) : null;
  const place = path.replace(/^\./, '') + (column === null ? '' : ` (column "${column}")`);
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}

function columnName(content: unknown, index: number): string | null {
  const columns = (content as { columns?: unknown }).columns;
  const column: unknown = Array.isArray(columns) ? columns[index] : null;
  const name = (column as { name?: unknown } | null)?.name;
  return typeof name === 'string' ? name : null;
}
