import type { ColumnDefinition } from '../sql/statement-ast.ts';
import type { BindContext } from './bound.ts';
import type { Column } from './catalog.ts';
import { collationByName } from './collation.ts';
import { rowScope } from './column-source.ts';
import { EMPTY_SCOPE } from './scope.ts';
import { SqlError } from './sql-error.ts';
import { INT, isInteger, isString } from './sql-type.ts';

/**
 * Columns of a table from their definitions. Defaults and computed columns are bound once, to find out their types
 * and whether they can be.
 * @param existing the columns that are there already
 * @throws SqlError 2705, 2749, 8111 and those of binding
 */
export function makeColumns(
  definitions: readonly ColumnDefinition[],
  existing: readonly Column[],
  keyColumns: ReadonlySet<string>,
  table: string,
  context: BindContext,
): Column[] {
  const { collation } = context.session.database;
  const made: Column[] = [];
  for (const definition of definitions) {
    const all = [...existing, ...made];
    if (all.some((column) => column.name.toLowerCase() === definition.name.toLowerCase())) {
      throw new SqlError(
        2705,
        `Column names in each table must be unique. Column name '${definition.name}' in table '${table}' is specified more than once.`,
        16,
        3,
      );
    }
    const computedType =
      definition.computed === null ? null : computedColumnType(definition, all, table, context);
    const type = definition.type ?? computedType ?? INT;
    const isKey = keyColumns.has(definition.name.toLowerCase());
    if (isKey && definition.nullable === true) {
      throw new SqlError(
        8111,
        `Cannot define PRIMARY KEY constraint on nullable column in table '${table}'.`,
      );
    }
    if (
      definition.identity !== null &&
      (!isInteger(type) || type.kind === 'bit' || definition.nullable === true)
    ) {
      throw new SqlError(
        2749,
        `Identity column '${definition.name}' must be of data type int, bigint, smallint, tinyint, or decimal or numeric with a scale of 0, unencrypted, and constrained to be nonnullable.`,
        16,
        2,
      );
    }
    if (definition.default !== null) {
      context.binder.scalar(definition.default.expression, EMPTY_SCOPE, context);
    }
    made.push({
      name: definition.name,
      type,
      collation: isString(type)
        ? definition.collation === null
          ? collation
          : collationByName(definition.collation)
        : null,
      nullable:
        definition.computed !== null
          ? definition.nullable !== false
          : (definition.nullable ?? (!isKey && definition.identity === null)),
      identity: definition.identity,
      default:
        definition.default === null
          ? null
          : {
              ...definition.default,
              name: definition.default.name ?? `DF__${table.slice(0, 9)}__${definition.name.slice(0, 5)}`,
            },
      computed:
        definition.computed === null
          ? null
          : { expression: definition.computed, text: definition.text, persisted: definition.persisted },
    });
  }
  return made;
}

function computedColumnType(
  definition: ColumnDefinition,
  columns: readonly Column[],
  table: string,
  context: BindContext,
) {
  const { computed } = definition;
  return computed === null
    ? null
    : context.binder.scalar(computed, rowScope(columns, table, context), context).type;
}
