import { parseColumnType } from '../../mapping/column-type.ts';
import type { MappingFile } from '../../mapping/mapping-file.ts';
import {
  formatFactsType,
  isFilledByServer,
  lengthOf,
  type ColumnFacts,
} from '../../store/mssql/table-facts.ts';
import { plainColumnName, valueByName, type KnownValue, type ValueFamily } from './synonyms.ts';

/** What was concluded about a column of the table. */
export interface ColumnGuess {
  readonly facts: ColumnFacts;
  /** As it stands in the mapping; null where it is left out. */
  readonly column: MappingFile['columns'][number] | null;
  /** The value it holds; null where that could not be guessed. */
  readonly known: KnownValue | null;
  /** `guessed`, `left-out` (the server or a default fills it), or `open`: a person has to fill it in. */
  readonly state: 'guessed' | 'left-out' | 'open';
  /** Why, or what is to be looked at. */
  readonly remark: string;
}

/**
 * Stands for an expression that nobody could guess. It is no XPath, so that neither `mapping check` nor the service
 * takes the file before it is replaced.
 */
export const PLACEHOLDER = '??? write an expression here';

const TEXT_TYPES = ['nvarchar', 'varchar', 'nchar', 'char'];
const FAMILY_TYPES: Readonly<Record<ValueFamily, readonly string[]>> = {
  text: TEXT_TYPES,
  id: [...TEXT_TYPES, 'varbinary'],
  time: ['datetime2', 'datetime'],
  number: ['int', 'bigint', 'smallint'],
  flag: ['bit'],
  guid: ['uniqueidentifier'],
};

/** Guesses what the columns hold. Where several claim the same value the best name has it. */
export function guessColumns(columns: readonly ColumnFacts[]): ColumnGuess[] {
  const guesses = columns.map((facts) => guessColumn(facts));
  return guesses.map((guess) => {
    const best = guesses
      .filter(({ known }) => known !== null && known === guess.known)
      .reduce<ColumnGuess | null>(
        (first, next) => (first === null || rank(next) < rank(first) ? next : first),
        null,
      );
    return best === null || best === guess
      ? guess
      : unguessed(guess.facts, `${best.facts.name} has that value`);
  });
}

function rank({ facts, known }: ColumnGuess): number {
  return known?.names.indexOf(plainColumnName(facts.name)) ?? -1;
}

function guessColumn(facts: ColumnFacts): ColumnGuess {
  if (isFilledByServer(facts)) {
    const remark = facts.isIdentity ? 'identity' : facts.isComputed ? 'computed' : 'rowversion';
    return { facts, column: null, known: null, state: 'left-out', remark };
  }
  const known = valueByName(facts.name);
  if (known === null || !FAMILY_TYPES[known.family].includes(facts.typeName)) {
    return unguessed(facts, whyNot(facts, known));
  }
  if (known.value === '$receivedAt' && facts.hasDefault) {
    return {
      facts,
      column: null,
      known: null,
      state: 'left-out',
      remark: "the column's own default fills it",
    };
  }
  if (!facts.nullable && known.neverNull === null && facts.hasDefault) {
    return {
      facts,
      column: null,
      known: null,
      state: 'left-out',
      remark: 'may be absent; the default fills it',
    };
  }
  const value = facts.nullable ? known.value : (known.neverNull ?? known.value);
  return {
    facts,
    column: { name: facts.name, type: formatFactsType(facts), context: known.context, value },
    known,
    state: 'guessed',
    remark: remarkOn(facts, known),
  };
}

function remarkOn(facts: ColumnFacts, known: KnownValue): string {
  const length = lengthOf(facts);
  if (TEXT_TYPES.includes(facts.typeName) && length !== null && length < known.usualLength) {
    return `short: values have up to ${known.usualLength} characters and more; a longer one is refused`;
  }
  if (!facts.nullable && known.neverNull !== null && known.neverNull !== known.value) {
    return `takes no NULL: holds ${known.family === 'number' ? '0' : known.family === 'flag' ? 'false' : 'an empty text'} where it is absent`;
  }
  return facts.nullable || known.neverNull !== null ? '' : 'takes no NULL: a message without it is refused';
}

function whyNot(facts: ColumnFacts, known: KnownValue | null): string {
  return known === null
    ? 'nothing known has that name'
    : `by its name ${known.value}, which is no ${formatFactsType(facts)}`;
}

/** A type that the mapping does not know shows in `mapping check` too. */
function unguessed(facts: ColumnFacts, why: string): ColumnGuess {
  if (facts.nullable || facts.hasDefault) {
    const filled = facts.hasDefault ? 'its default fills it' : 'stays NULL';
    return { facts, column: null, known: null, state: 'left-out', remark: `${why}; ${filled}` };
  }
  const type = formatFactsType(facts);
  const remark = isMappable(type) ? '' : '; no mapping can write that type: give the column a default';
  return {
    facts,
    column: { name: facts.name, type, context: 'event', value: PLACEHOLDER },
    known: null,
    state: 'open',
    remark: `NOT NULL without a default, and ${why}${remark}`,
  };
}

function isMappable(type: string): boolean {
  try {
    parseColumnType(type);
    return true;
  } catch {
    return false;
  }
}
