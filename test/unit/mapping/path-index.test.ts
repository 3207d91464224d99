import { expect } from 'chai';
import fc from 'fast-check';
import { compileExpression } from '../../../src/mapping/compile-expression.ts';
import { NAMESPACES } from '../../../src/mapping/namespaces.ts';
import { createPathReader } from '../../../src/mapping/path-index.ts';
import { xpath } from '../../../src/mapping/xpath-library.ts';
import { parse } from '../../support/message.ts';

const names = fc.constantFrom('t:A', 'm:A', 'A', 't:B', 'B');
const attribute = fc.constantFrom('Id', 't:Id');

/** Random trees over a few names, so that equal paths, repeated elements and wrong namespaces are common. */
function treeOf(depth: number): fc.Arbitrary<string> {
  return fc
    .record({
      name: names,
      attributes: fc.uniqueArray(attribute),
      text: fc.constantFrom('', 'x', '<![CDATA[y]]>', 'a<!--c-->b'),
      children: depth === 0 ? fc.constant([]) : fc.array(treeOf(depth - 1), { maxLength: 4 }),
    })
    .map(({ name, attributes, text, children }) => {
      const written = attributes.map((entry) => ` ${entry}="${text.length}"`).join('');
      return `<${name}${written}>${text}${children.join('')}${text}</${name}>`;
    });
}

const path = fc
  .tuple(fc.array(names, { maxLength: 3 }), fc.option(attribute))
  .filter(([elements, last]) => elements.length > 0 || last !== null)
  .map(([elements, last]) => [...elements, ...(last === null ? [] : [`@${last}`])].join('/'));

describe('createPathReader', () => {
  it('reads of every plain path what the xpath library reads', () => {
    fc.assert(
      fc.property(
        fc.array(treeOf(2), { maxLength: 4 }),
        fc.array(path, { minLength: 1, maxLength: 6 }),
        (trees, paths) => {
          const bound = Object.entries(NAMESPACES)
            .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
            .join('');
          const root = parse(`<root${bound}>${trees.join('')}</root>`).documentElement;
          if (root === null) {
            throw new Error('no root');
          }
          const indexed = paths.flatMap((text, slot) => {
            const expression = compileExpression(text, 'event');
            return expression.kind === 'path' ? [{ ...expression, slot }] : [];
          });
          expect(indexed).to.have.length(paths.length);
          const slots = new Array<string | null>(paths.length).fill(null);
          createPathReader(indexed)(root, slots);
          const select = xpath.useNamespaces(NAMESPACES);
          const expected = paths.map((text) => {
            const exists = select(`boolean(${text})`, root as unknown as Node) as unknown as boolean;
            return exists ? (select(`string(${text})`, root as unknown as Node) as unknown as string) : null;
          });
          expect(slots).to.deep.equal(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});
