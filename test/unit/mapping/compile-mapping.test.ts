import { expect } from 'chai';
import { MappingError, parseMappingJson, type MappingFile } from '../../../src/mapping/mapping-file.ts';
import { mappingOf } from '../../support/message.ts';

type ColumnFile = MappingFile['columns'][number];

function problemsOf(change: Partial<MappingFile>, columns: Partial<ColumnFile>[] = [{}]): string {
  const column = { name: 'A', type: 'int', context: 'event', value: 't:A' } as const;
  const file = {
    table: 'T',
    events: ['ModifiedEvent'] as MappingFile['events'],
    columns: columns.map((given) => ({ ...column, ...given })),
    key: ['A'],
    ...change,
  };
  try {
    mappingOf(file);
  } catch (error) {
    if (error instanceof MappingError) {
      return error.problems.join('\n');
    }
    throw error;
  }
  return '';
}

const expressions: readonly [value: string, context: ColumnFile['context'], problem: RegExp][] = [
  ['t:A[', 'event', /column "A", value "t:A\[": at character 5: the expression ends too early/],
  ['t:A b', 'event', /at character 5: unexpected "b"/],
  ['t:A#', 'event', /at character \d: Unexpected character #/],
  ['', 'event', /at character 1: the expression is empty/],
  ['x:A', 'event', /the prefix "x" is not bound; known are s, m, t/],
  ['upper-case(t:A)', 'event', /XPath 1.0 has no function "upper-case"/],
  ['$nobody', 'event', /there is no variable \$nobody; known are \$mandator/],
  ['$eventType', 'message', /\$eventType is known at context "event" and further in, not at "message"/],
  ['concat($subscriptionId, "x")', 'envelope', /\$subscriptionId is known at context "message"/],
  ['../t:SubscriptionId', 'event', /only child, attribute, self and descendant steps/],
  ['preceding-sibling::t:A', 'event', /only child, attribute/],
  ['t:A[ancestor::t:B]', 'event', /only child, attribute/],
  ['/s:Envelope', 'event', /an absolute path leaves the event/],
  ['//t:A', 'notification', /an absolute path leaves the notification/],
];

describe('compileMapping', () => {
  for (const [value, context, problem] of expressions) {
    it(`refuses ${value === '' ? 'an empty expression' : value} at ${context}`, () => {
      expect(problemsOf({}, [{ value, context }])).to.match(problem);
    });
  }

  it('names every problem at once, with its column', () => {
    const problems = problemsOf({ key: ['A', 'C'], table: 'a.b.c' }, [
      { type: 'text' },
      { name: 'B', value: '$x' },
      { name: 'b' },
    ]);
    expect(problems.split('\n')).to.have.length(5);
    expect(problems).to.match(/table: "a.b.c" has 3 parts/);
    expect(problems).to.match(/column "A", type: "text" is not a column type/);
    expect(problems).to.match(/column "B", value "\$x": there is no variable/);
    expect(problems).to.match(/column "b" is there more than once/);
    expect(problems).to.match(/key: there is no column "C"; the columns are A, B, b/);
  });

  it('refuses a shape that is no mapping, naming place and column', () => {
    const text = JSON.stringify({
      table: 'T',
      events: ['Modified'],
      columns: [{ name: 'A', type: 'int', context: 'evnt', value: 't:A', extra: 1 }],
      key: [],
    });
    expect(() => parseMappingJson(text, 'file.json')).to.throw(
      MappingError,
      /the mapping file.json cannot be used/,
    );
    expect(() => parseMappingJson(text, 'f')).to.throw(/columns\[0\]\.context \(column "A"\)/);
    expect(() => parseMappingJson(text, 'f')).to.throw(/events\[0\]/);
    expect(() => parseMappingJson(text, 'f')).to.throw(/key/);
    expect(() => parseMappingJson('{', 'f')).to.throw(/it is no JSON/);
  });

  it('puts the digest column last, and finds key columns without regard to case', () => {
    const mapping = mappingOf({
      table: 'T',
      events: ['ModifiedEvent'],
      columns: [
        { name: 'A', type: 'int', context: 'event', value: 't:A' },
        { name: 'B', type: 'int', context: 'event', value: 't:B' },
      ],
      key: ['b'],
      digest: 'Key',
    });
    expect(mapping.table.columns.map((column) => column.name)).to.deep.equal(['A', 'B', 'Key']);
    expect(mapping.table.keyIndexes).to.deep.equal([1]);
    expect(mapping.table.digestIndex).to.equal(2);
  });
});
