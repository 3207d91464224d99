import { z } from 'zod';
import { decodeValues, parseLayout } from './layout.ts';
import type { SpooledRow } from './spooled-row.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A spooled row as one line of JSON, which a person can read and mend. */
const lineSchema = z
  .strictObject({
    mandator: z.string().min(1),
    key: z.string().regex(/^[0-9a-f]{64}$/),
    cameAt: z.iso.datetime(),
    setAside: z
      .strictObject({ at: z.iso.datetime(), code: z.string(), reason: z.string() })
      .nullable()
      .default(null),
    types: z.record(z.string(), z.string()),
    values: z.record(z.string(), scalar),
  })
  .refine(({ types, values }) => Object.keys(values).every((name) => Object.hasOwn(types, name)), {
    error: 'every value needs a type',
  });

/** A line of an export is not a spooled row. `line` counts from 1. */
export class JsonLineError extends Error {
  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
    this.name = 'JsonLineError';
  }
}

/**
 * Writes a row as one line of JSON: bigint as text, bytes as base64.
 * @throws SyntaxError where the row is not readable
 */
export function toJsonLine(row: SpooledRow): string {
  const columns = parseLayout(row.layout);
  decodeValues(columns, row.body);
  const stored = JSON.parse(row.body) as unknown[];
  return JSON.stringify({
    ...aboutRow(row),
    types: Object.fromEntries(columns.map(({ name, type }) => [name, type])),
    values: Object.fromEntries(columns.map(({ name }, index) => [name, stored[index]])),
  });
}

/** A row for a program: its number, and what an export has; unreadable values as they stand in the file. */
export function toJsonObject(row: SpooledRow): unknown {
  try {
    return { number: row.seq, ...(JSON.parse(toJsonLine(row)) as object) };
  } catch (error) {
    if (error instanceof SyntaxError) {
      return { number: row.seq, ...aboutRow(row), unreadable: row.body };
    }
    throw error;
  }
}

function aboutRow(row: SpooledRow): object {
  const { mandator, rowKey, cameAt, setAsideAt, code, reason } = row;
  return {
    mandator,
    key: rowKey,
    cameAt: new Date(cameAt).toISOString(),
    setAside:
      setAsideAt === null
        ? null
        : { at: new Date(setAsideAt).toISOString(), code: code ?? '', reason: reason ?? '' },
  };
}

/**
 * Reads a line of an export.
 * @throws JsonLineError
 */
export function fromJsonLine(text: string, line: number): Omit<SpooledRow, 'seq'> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new JsonLineError(line, error instanceof Error ? error.message : String(error));
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) {
    throw new JsonLineError(line, z.prettifyError(parsed.error).replaceAll('\n', ' '));
  }
  const { mandator, key, cameAt, setAside, types, values } = parsed.data;
  const columns = Object.entries(types).map(([name, type]) => ({ name, type }));
  return {
    mandator,
    rowKey: key,
    cameAt: Date.parse(cameAt),
    layout: JSON.stringify(columns),
    body: JSON.stringify(columns.map(({ name }) => values[name] ?? null)),
    setAsideAt: setAside === null ? null : Date.parse(setAside.at),
    code: setAside?.code ?? null,
    reason: setAside?.reason ?? null,
  };
}
