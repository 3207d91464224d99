import type { Table } from '../../mapping/table.ts';
import { compareKey, findKeyIndex } from '../../store/mssql/compare-key.ts';
import { compareColumns } from '../../store/mssql/compare-table.ts';
import type { Difference } from '../../store/mssql/difference.ts';
import { qualifiedName, quoteIdentifier } from '../../store/mssql/identifiers.ts';
import type { TableFacts } from '../../store/mssql/table-facts.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

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
  const others = similar.length === 0 ? '' : `; similar ones: ${similar.join(', ')}`;
  return fail(
    mandator,
    'table',
    `there is no table ${name}, or the login may not see it${others}`,
    `Name ROOMS's own table in the mapping (sync-notification mapping from-table --mandator ${mandator} --table ...), ` +
      `or create it: sync-notification schema --mandator ${mandator} prints the script. If it is there, grant SELECT and INSERT on it.`,
  );
}

/** Everything that is to be said about a table that is there. */
export function checkTable(inspection: TableInspection): Finding[] {
  const { mandator, table, facts, alwaysFilled } = inspection;
  const name = `${facts.schema}.${facts.name}`;
  if (facts.columns.length === 0) {
    const found = `${name} is no table but an object of type ${facts.objectType}, whose columns cannot be seen`;
    return [
      warn(
        mandator,
        'table',
        found,
        'Name the table itself in the mapping, then its columns can be checked.',
      ),
      checkRights(inspection),
    ];
  }
  const differences = compareColumns(table, facts, alwaysFilled);
  const keyDifferences = compareKey(table, facts);
  const index = findKeyIndex(table, facts);
  return [
    facts.objectType === 'U'
      ? ok(mandator, 'table', `${name} is there`)
      : warn(
          mandator,
          'table',
          `${name} is a view`,
          'Name the table itself, unless the view is meant for writing.',
        ),
    ...(differences.length === 0
      ? [ok(mandator, 'columns', `all ${table.columns.length} columns fit`)]
      : differences.map((difference) => toFinding(mandator, 'columns', difference))),
    checkRights(inspection),
    ...(index === null ? [] : [ok(mandator, 'unique index', `${index.name} (${index.columns.join(', ')})`)]),
    ...keyDifferences.map((difference) => toFinding(mandator, 'unique index', difference)),
    ...checkTriggers(mandator, facts),
  ];
}

function checkRights({ mandator, table, user, missingRights }: TableInspection): Finding {
  const rights = missingRights.join(' and ');
  return missingRights.length === 0
    ? ok(mandator, 'rights', 'SELECT and INSERT are granted')
    : {
        ...fail(
          mandator,
          'rights',
          `the user ${user} has no ${rights} on ${qualifiedName(table)}`,
          'Grant it:',
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
            `the trigger ${name} runs instead of what is written`,
            'Make sure that it inserts every row: the service cannot see whether it does.',
          )
        : ok(mandator, 'triggers', `the trigger ${name} runs with every write; if it fails, the write does`),
    );
}

function toFinding(mandator: string, check: string, difference: Difference): Finding {
  const { severity, found, remedy, sql } = difference;
  return { mandator, check, result: severity, found, remedy, sql };
}
