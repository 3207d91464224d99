import type { Table } from '../../mapping/table.ts';
import { compareKey, findKeyIndex } from '../../store/mssql/compare-key.ts';
import { compareColumns } from '../../store/mssql/compare-table.ts';
import type { Difference } from '../../store/mssql/difference.ts';
import { qualifiedName, quoteIdentifier } from '../../store/mssql/identifiers.ts';
import type { TableFacts } from '../../store/mssql/table-facts.ts';
import { everywhere, speaker } from '../texts.ts';
import { DATABASE_TEXTS } from './database-texts.ts';
import { foundWords, remedyWords } from './difference-words.ts';
import { fail, ok, warn, type Finding } from './finding.ts';
import type { CheckId } from './names.ts';

const say = speaker(DATABASE_TEXTS);

/** What is known of a mandator's table. */
export interface TableInspection {
  readonly mandator: string;
  readonly table: Table;
  readonly facts: TableFacts;
  /** The database user that the login is. */
  readonly user: string;
  readonly missingRights: readonly ('SELECT' | 'INSERT')[];
  /** Names of mapped columns that have a value in every row. */
  readonly alwaysFilled: ReadonlySet<string>;
}

/** The table is not there; what is not granted is not shown either. */
export function missingTable(mandator: string, table: Table, similar: readonly string[]): Finding {
  const name = qualifiedName(table);
  return fail(
    mandator,
    'table',
    say((t) => t.noTable(name, similar.length === 0 ? null : similar.join(', '))),
    say((t) => t.nameTable(mandator)),
  );
}

/** Everything that is to be said about a table that is there. */
export function checkTable(inspection: TableInspection): Finding[] {
  const { mandator, table, facts, alwaysFilled } = inspection;
  const name = `${facts.schema}.${facts.name}`;
  if (facts.columns.length === 0) {
    return [
      warn(
        mandator,
        'table',
        say((t) => t.noColumns(name, facts.objectType)),
        say((t) => t.nameTableItself),
      ),
      checkRights(inspection),
    ];
  }
  const differences = compareColumns(table, facts, alwaysFilled);
  const keyDifferences = compareKey(table, facts);
  const index = findKeyIndex(table, facts);
  return [
    facts.objectType === 'U'
      ? ok(
          mandator,
          'table',
          say((t) => t.table(name)),
        )
      : warn(
          mandator,
          'table',
          say((t) => t.view(name)),
          say((t) => t.nameNoView),
        ),
    ...(differences.length === 0
      ? [
          ok(
            mandator,
            'columns',
            say((t) => t.columns(table.columns.length)),
          ),
        ]
      : differences.map((difference) => toFinding(mandator, 'columns', difference))),
    checkRights(inspection),
    ...(index === null
      ? []
      : [ok(mandator, 'unique index', everywhere(`${index.name} (${index.columns.join(', ')})`))]),
    ...keyDifferences.map((difference) => toFinding(mandator, 'unique index', difference)),
    ...checkTriggers(mandator, facts),
  ];
}

function checkRights({ mandator, table, user, missingRights }: TableInspection): Finding {
  return missingRights.length === 0
    ? ok(
        mandator,
        'rights',
        say((t) => t.rights),
      )
    : {
        ...fail(
          mandator,
          'rights',
          say((t) => t.missingRights(user, missingRights, qualifiedName(table))),
          say((t) => t.grant),
        ),
        sql: `GRANT ${missingRights.join(', ')} ON ${qualifiedName(table)} TO ${quoteIdentifier(user)};`,
      };
}

function checkTriggers(mandator: string, { triggers }: TableFacts): Finding[] {
  return triggers
    .filter(({ isDisabled }) => !isDisabled)
    .map(({ name, isInsteadOf }) =>
      isInsteadOf
        ? warn(
            mandator,
            'triggers',
            say((t) => t.insteadOf(name)),
            say((t) => t.checkTrigger),
          )
        : ok(
            mandator,
            'triggers',
            say((t) => t.trigger(name)),
          ),
    );
}

function toFinding(mandator: string, check: CheckId, difference: Difference): Finding {
  const { severity, found, remedy, sql } = difference;
  return {
    mandator,
    check,
    result: severity,
    found: foundWords(found),
    remedy: remedyWords(remedy),
    sql,
  };
}
