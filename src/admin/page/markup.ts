import { escapeMarkup } from '../../http/escape-markup.ts';

/** A piece of HTML that is safe to be put into a page: only `html` makes it, and `html` escapes what it is given. */
export interface Markup {
  readonly markup: string;
}

/** What a template takes: text and numbers are escaped, pieces are taken as they are, nothing leaves nothing. */
export type Content = string | number | Markup | null | undefined | false | readonly Content[];

/** Literal parts of templates without their indentation, which is for readers of the source. */
const squeezed = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Template tag: everything between the literal parts is escaped, in element content and quoted attributes alike. */
export function html(literals: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let parts = squeezed.get(literals);
  if (parts === undefined) {
    parts = literals.map((literal) => literal.replaceAll(/\n\s*/g, '\n'));
    squeezed.set(literals, parts);
  }
  let markup = parts[0] ?? '';
  for (const [index, content] of contents.entries()) {
    markup += textOf(content) + (parts[index + 1] ?? '');
  }
  return { markup };
}

/** Pieces with something between them. */
export function joined(pieces: readonly Content[], between: Content): Markup {
  return html`${pieces.flatMap((piece, index) => (index === 0 ? [piece] : [between, piece]))}`;
}

function textOf(content: Content): string {
  if (content === null || content === undefined || content === false) {
    return '';
  }
  if (typeof content === 'string' || typeof content === 'number') {
    return escapeMarkup(String(content));
  }
  return 'markup' in content ? content.markup : content.map(textOf).join('');
}
