import { formatFactsType } from '../../store/mssql/table-facts.ts';
import { formatTable } from '../format-table.ts';
import type { GuessedMapping } from './guess-mapping.ts';

/** What was guessed, what was left out and what is to be filled in, for the person who looks the file through. */
export function reportGuesses({ guesses, remarks, isComplete }: GuessedMapping): string {
  const rows = guesses.map(({ facts, column, state, remark }) => [
    facts.name,
    `${formatFactsType(facts)}${facts.nullable ? '' : ' NOT NULL'}`,
    state === 'open' ? 'FILL IN' : (column?.value ?? '(left out)'),
    remark,
  ]);
  const end = isComplete
    ? 'Guessed by names: look it through, then try it with a message: sync-notification mapping check FILE packet.xml'
    : 'The file cannot be used yet: replace what begins with ??? (sync-notification mapping check FILE names each).';
  return [formatTable([['Column', 'Type', 'Value', 'Remark'], ...rows], true), '', ...remarks, end].join(
    '\n',
  );
}
