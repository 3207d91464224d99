import { xpath } from './xpath-library.ts';

/** An XPath expression that could not be parsed; `position` is the 1-based character where it went wrong. */
export class XPathSyntaxError extends Error {
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.name = 'XPathSyntaxError';
    this.position = position;
  }
}

/**
 * Parses an XPath 1.0 expression once, for evaluation many times.
 * @throws XPathSyntaxError naming the position, which the parser itself does not tell
 */
export function parseXPath(expression: string): xpath.XPathTree {
  let lastRead = -1;
  let tokens: readonly string[] = [];
  const parser = new xpath.XPathParser();
  const tokenize = parser.tokenize.bind(parser);
  // The parser reads one token ahead and throws without saying where it was: note what it read last.
  parser.tokenize = (text) => {
    const [types, values] = tokenize(text);
    tokens = values;
    const watched = new Proxy(types, {
      get(target, property, receiver): unknown {
        lastRead = typeof property === 'string' && /^\d+$/.test(property) ? Number(property) : lastRead;
        return Reflect.get(target, property, receiver) as unknown;
      },
    });
    return [watched, values];
  };
  try {
    return parser.parse(expression);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (lastRead < 0) {
      const position = expression === '' ? 1 : firstUntokenizable(tokenize, expression);
      throw new XPathSyntaxError(expression === '' ? 'the expression is empty' : reason.trim(), position);
    }
    const position = startOfToken(expression, tokens, lastRead);
    const rest = expression.slice(position - 1, position + 19);
    throw new XPathSyntaxError(
      rest === '' ? 'the expression ends too early' : `unexpected "${rest}"`,
      position,
    );
  }
}

/** 1-based position of a token: its text is looked for behind the tokens before it. */
function startOfToken(expression: string, tokens: readonly string[], index: number): number {
  let end = 0;
  for (const token of tokens.slice(0, index)) {
    const start = expression.indexOf(token, end);
    end = start < 0 ? end : start + token.length;
  }
  const token = tokens[index];
  const start = token === undefined ? -1 : expression.indexOf(token, end);
  return start < 0 ? expression.length + 1 : start + 1;
}

/** 1-based position of the first character that no longer fits into any token. */
function firstUntokenizable(tokenize: (text: string) => unknown, expression: string): number {
  for (let end = 1; end < expression.length; end++) {
    try {
      tokenize(expression.slice(0, end));
    } catch {
      return end;
    }
  }
  return expression.length;
}
