import { formatFactsType } from '../../store/mssql/table-facts.ts';
import { formatTable } from '../format-table.ts';
import type { MappingTexts } from '../mapping/texts.ts';
import type { GuessedMapping } from './guess-mapping.ts';

/** What was guessed, what was left out and what is to be filled in, for the person who looks the file through. */
export function reportGuesses({ guesses, remarks, isComplete }: GuessedMapping, texts: MappingTexts): string {
  const rows = guesses.map(({ facts, column, state, remark }) => [
    facts.name,
    `${formatFactsType(facts)}${facts.nullable ? '' : ' NOT NULL'}`,
    state === 'open' ? texts.fillIn : (column?.value ?? texts.leftOut),
    remark,
  ]);
  const end = isComplete ? texts.guessed : texts.incomplete;
  return [
    formatTable([[texts.column, texts.type, texts.value, texts.remark], ...rows], true),
    '',
    ...remarks,
    end,
  ].join('\n');
}
