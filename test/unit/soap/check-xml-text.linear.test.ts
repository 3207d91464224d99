import { expect } from 'chai';
import { checkXmlText } from '../../../src/soap/check-xml-text.ts';
import { RefusedMessage } from '../../../src/soap/reply.ts';

const UNLIMITED = { maxDepth: 1e9, maxNodes: 1e9, maxAttributes: 1e9, maxNameLength: 1e9, minUnitsAPart: 0 };

/** A text that counts the units looked at: what the check does with a string, and what that costs. */
class CountingText {
  steps = 0;
  readonly length: number;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.length = text.length;
  }

  charCodeAt(at: number): number {
    this.steps++;
    return this.#text.charCodeAt(at);
  }

  charAt(at: number): string {
    this.steps++;
    return this.#text.charAt(at);
  }

  startsWith(wanted: string, at = 0): boolean {
    this.steps += wanted.length;
    return this.#text.startsWith(wanted, at);
  }

  indexOf(wanted: string, from = 0): number {
    const found = this.#text.indexOf(wanted, from);
    this.steps += (found < 0 ? this.length : found) - from + wanted.length;
    return found;
  }

  slice(from: number, to: number): string {
    this.steps += Math.max(0, to - from);
    return this.#text.slice(from, to);
  }
}

function stepsFor(text: string): number {
  const counting = new CountingText(text);
  try {
    checkXmlText(counting as unknown as string, UNLIMITED);
  } catch (error) {
    if (!(error instanceof RefusedMessage)) {
      throw error;
    }
  }
  return counting.steps;
}

describe('the check of a text', () => {
  const shapes: [string, (n: number) => string][] = [
    ['many elements', (n) => `<a>${'<b></b>'.repeat(n)}</a>`],
    ['open elements', (n) => '<a>'.repeat(n)],
    ['deep elements', (n) => '<a>'.repeat(n) + '</a>'.repeat(n)],
    ['open angle brackets', (n) => '<'.repeat(n)],
    ['open comments', (n) => `<a>${'<!--'.repeat(n)}`],
    ['comments', (n) => `<a>${'<!---->'.repeat(n)}`],
    ['dashes', (n) => `<a><!--${'- '.repeat(n)}`],
    ['comments full of markup', (n) => `<a>${'<!-- <&] -->'.repeat(n)}</a>`],
    ['open CDATA sections', (n) => `<a>${'<![CDATA['.repeat(n)}`],
    ['brackets in CDATA', (n) => `<a><![CDATA[${']'.repeat(n)}]]></a>`],
    ['brackets in text', (n) => `<a>${']]'.repeat(n)}</a>`],
    ['open processing instructions', (n) => `<a>${'<?p '.repeat(n)}`],
    ['processing instructions', (n) => `<a>${'<?p ??>'.repeat(n)}</a>`],
    ['ampersands', (n) => `<a>${'&amp;'.repeat(n)}&</a>`],
    ['a long character reference', (n) => `<a>&#x${'0'.repeat(n)}41;</a>`],
    ['attributes', (n) => `<a ${'b="" '.repeat(n)}/>`],
    ['namespace declarations', (n) => `<a ${'xmlns:b="urn:x" '.repeat(n)}/>`],
    ['an open attribute value', (n) => `<a b="${"'".repeat(n)}`],
    ['white space in tags', (n) => `<a${' '.repeat(n)}></a${' '.repeat(n)}>${' '.repeat(n)}`],
    ['white space before nothing', (n) => ' '.repeat(n)],
    ['a long name', (n) => `<${'a'.repeat(n)}></${'a'.repeat(n)}>`],
    ['a long name of letters beyond ASCII', (n) => `<${'é'.repeat(n)}/>`],
    ['colons', (n) => `<a${':a'.repeat(n)}/>`],
    ['lines before an error', (n) => `<a>${'\n'.repeat(n)}&</a>`],
    ['an open XML declaration', (n) => `<?xml${' '.repeat(n)}`],
  ];
  for (const [name, make] of shapes) {
    it(`takes steps in proportion to ${name}`, () => {
      for (const n of [1_000, 16_000]) {
        const text = make(n);
        expect(stepsFor(text) / text.length, `n = ${n}`).to.be.lessThan(8);
      }
    });
  }
});
