import { DEFAULT_MAPPING } from '../../mapping/default-mapping.ts';
import type { MappingFile } from '../../mapping/mapping-file.ts';
import { quoteIdentifier } from '../../store/mssql/identifiers.ts';
import { formatFactsType, type TableFacts } from '../../store/mssql/table-facts.ts';
import { guessColumns, PLACEHOLDER, type ColumnGuess } from './guess-columns.ts';

/** A first mapping file for a table that is there. */
export interface GuessedMapping {
  readonly file: MappingFile;
  /** Every column of the table, in its order. */
  readonly guesses: readonly ColumnGuess[];
  /** What a person should know, a sentence each. */
  readonly remarks: readonly string[];
  /** Whether nothing has to be filled in before the file can be used. */
  readonly isComplete: boolean;
}

/**
 * Makes a mapping file from a table by the names and types of its columns. What could not be guessed and must not be
 * missing gets a placeholder that no check lets through; what has a default or takes NULL is left out.
 */
export function guessMapping(facts: TableFacts): GuessedMapping {
  const remarks: string[] = [];
  const digest = findDigest(facts, remarks);
  const guesses = guessColumns(facts.columns.filter(({ name }) => name !== digest));
  const columns = guesses.flatMap(({ column }) => column ?? []);
  const key = chooseKey(facts, guesses, remarks);
  const isComplete = !guesses.some(({ state }) => state === 'open') && !key.includes(PLACEHOLDER);
  const identity = facts.columns.find(({ isIdentity }) => isIdentity)?.name;
  return {
    file: {
      table: `${plainName(facts.schema)}.${plainName(facts.name)}`,
      ...(identity === undefined ? {} : { identity }),
      events: chooseEvents(guesses, remarks),
      columns,
      key,
      ...(digest === null ? {} : { digest }),
    },
    guesses,
    remarks,
    isComplete,
  };
}

/** A column of exactly 32 bytes, which none of a message's values is. Where there are several nobody can tell which it is. */
function findDigest({ columns, uniqueIndexes }: TableFacts, remarks: string[]): string | null {
  const candidates = columns.filter(
    (column) => formatFactsType(column) === 'binary(32)' && !column.isComputed,
  );
  const isAlone = (name: string): boolean =>
    uniqueIndexes.some((index) => index.columns.length === 1 && index.columns[0] === name);
  const found =
    candidates.find(({ name }) => isAlone(name)) ?? (candidates.length === 1 ? candidates[0] : undefined);
  if (found === undefined) {
    return null;
  }
  remarks.push(
    `${found.name} is taken for the digest, because it is a binary(32); if it holds something else, remove "digest".`,
  );
  return found.name;
}

function chooseEvents(guesses: readonly ColumnGuess[], remarks: string[]): MappingFile['events'] {
  const strict = guesses.filter(
    ({ facts, column, state }) =>
      state === 'guessed' &&
      !facts.nullable &&
      (column?.context === 'event' || column?.context === 'notification'),
  );
  const needing = strict.filter(({ column }) => column?.value !== '$eventType');
  if (needing.length === 0) {
    return DEFAULT_MAPPING.events;
  }
  remarks.push(
    `Messages that only report an error or a warning (a subscription that has to be made anew) become no rows: ${needing
      .map(({ facts }) => facts.name)
      .join(', ')} take no NULL, and such messages have no event to read. The log has them.`,
  );
  return DEFAULT_MAPPING.events.filter((kind) => kind !== 'Error' && kind !== 'Warning');
}

/**
 * The key: the columns of a unique index that tells events apart, or everything guessed that does. A key that does
 * not would take different events for the same and drop them, so it gets a placeholder instead.
 */
function chooseKey(
  facts: TableFacts,
  guesses: readonly ColumnGuess[],
  remarks: string[],
): MappingFile['key'] {
  const identifying = guesses.filter(({ known }) => known?.identifies === true);
  const find = (name: string): ColumnGuess | undefined =>
    identifying.find((guess) => guess.facts.name === name);
  for (const { name, columns, isFiltered } of facts.uniqueIndexes) {
    const parts = columns.flatMap((column) => find(column) ?? []);
    if (!isFiltered && parts.length === columns.length && tellsEventsApart(parts)) {
      remarks.push(`The key is that of the unique index ${name}.`);
      return toKey(parts);
    }
  }
  if (tellsEventsApart(identifying)) {
    return toKey(identifying);
  }
  remarks.push(
    'No key could be guessed: there must be columns that tell one event from another, such as the watermark, or the ' +
      "time together with the item's id.",
  );
  return [...toKey(identifying).filter((name) => name !== PLACEHOLDER), PLACEHOLDER] as MappingFile['key'];
}

function tellsEventsApart(guesses: readonly ColumnGuess[]): boolean {
  const values = new Set(guesses.map(({ known }) => known?.value));
  return (
    values.has('t:Watermark') ||
    (values.has('t:TimeStamp') && (values.has('t:ItemId/@Id') || values.has('t:FolderId/@Id')))
  );
}

function toKey(guesses: readonly ColumnGuess[]): MappingFile['key'] {
  const [first = PLACEHOLDER, ...rest] = guesses.map(({ facts }) => facts.name);
  return [first, ...rest];
}

function plainName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_$#@]*$/u.test(name) ? name : quoteIdentifier(name);
}
