import type { ColumnSource, Mapping } from './compile-mapping.ts';

/** Variables that are known for every row. */
const KNOWN_VARIABLES = ['mandator', 'receivedAt', 'requestId', 'eventType'];

/** Functions that answer something where what they look at is absent. */
const TOTAL_FUNCTION = /^\s*(string|boolean|not|concat|normalize-space|translate|substring|count)\s*\(/;

/**
 * Names of the columns that have a value in every row, as far as that can be told from the expressions: for columns
 * that take no NULL. Error and Warning rows have neither notification nor event to read.
 */
export function alwaysFilledColumns(mapping: Mapping): ReadonlySet<string> {
  const names = mapping.table.columns
    .filter(({ name }, index) => {
      const source = mapping.sources[index];
      return (
        index === mapping.table.digestIndex ||
        (name !== '' && source !== undefined && isFilled(source, mapping))
      );
    })
    .map(({ name }) => name);
  return new Set(names);
}

function isFilled({ expression, context, text }: ColumnSource, { kinds }: Mapping): boolean {
  const hasEvents = !kinds.has('Error') && !kinds.has('Warning');
  switch (expression.kind) {
    case 'variable':
      return KNOWN_VARIABLES.includes(expression.name) || (expression.name === 'subscriptionId' && hasEvents);
    case 'xpath': {
      const isReadable = context === 'envelope' || context === 'message' || hasEvents;
      return !expression.readsDocument || (TOTAL_FUNCTION.test(text) && isReadable);
    }
    case 'path':
      return (
        context === 'event' &&
        hasEvents &&
        (text === 't:Watermark' || (text === 't:TimeStamp' && !kinds.has('StatusEvent')))
      );
  }
}
