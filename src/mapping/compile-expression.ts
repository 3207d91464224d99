import type { Node } from '@xmldom/xmldom';
import type { XPathResult } from './convert.ts';
import { checkSyntax } from './check-syntax.ts';
import { NAMESPACES } from './namespaces.ts';
import { parseXPath, XPathSyntaxError } from './parse-xpath.ts';
import { isVariable, type Context, type VariableName, type Variables } from './variables.ts';
import { xpath } from './xpath-library.ts';

/** A name in a namespace; `namespace` is null for a name without one. */
export interface ExpandedName {
  readonly namespace: string | null;
  readonly localName: string;
}

/**
 * An expression, parsed once. Most are a variable or a plain path of child steps, ending at an element or an
 * attribute; those are told apart so that all paths of a context are read in one walk (see `path-index.ts`).
 */
export type CompiledExpression =
  | { readonly kind: 'variable'; readonly name: VariableName }
  | {
      readonly kind: 'path';
      readonly elements: readonly ExpandedName[];
      readonly attribute: ExpandedName | null;
    }
  | {
      readonly kind: 'xpath';
      readonly readsDocument: boolean;
      /** @param node the node the expression is read at; any node where it reads none */
      readonly evaluate: (node: Node, variables: Variables) => XPathResult;
    };

/** An expression that cannot be used, with all that is wrong with it. */
export class ExpressionError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'ExpressionError';
    this.problems = problems;
  }
}

/**
 * Parses and checks an XPath 1.0 expression for evaluation at nodes of one context.
 * @throws ExpressionError naming everything that is wrong, syntax errors with their position
 */
export function compileExpression(expression: string, context: Context): CompiledExpression {
  const tree = parse(expression);
  const use = checkSyntax(tree, context);
  if (use.problems.length > 0) {
    throw new ExpressionError([...new Set(use.problems)]);
  }
  return asVariable(tree) ?? asPath(tree) ?? asXPath(tree, use.readsDocument);
}

function parse(expression: string): xpath.XPathTree {
  try {
    return parseXPath(expression);
  } catch (error) {
    if (error instanceof XPathSyntaxError) {
      throw new ExpressionError([`at character ${error.position}: ${error.message}`]);
    }
    throw error;
  }
}

function asVariable(tree: xpath.XPathTree): CompiledExpression | null {
  const expression = tree.expression;
  if (!(expression instanceof xpath.PathExpr) || expression.locationPath !== undefined) {
    return null;
  }
  const filter = expression.filter;
  return filter instanceof xpath.VariableReference && isVariable(filter.variable)
    ? { kind: 'variable', name: filter.variable }
    : null;
}

function asPath(tree: xpath.XPathTree): CompiledExpression | null {
  const expression = tree.expression;
  if (!(expression instanceof xpath.PathExpr) || expression.filter !== undefined) {
    return null;
  }
  const steps = expression.locationPath?.steps ?? [];
  const last = steps.at(-1);
  const attribute = last?.axis === xpath.Step.ATTRIBUTE ? expandedName(last) : null;
  const elements = attribute === null ? steps : steps.slice(0, -1);
  const names = elements.map((step) => (step.axis === xpath.Step.CHILD ? expandedName(step) : null));
  if (names.includes(null) || (names.length === 0 && attribute === null)) {
    return null;
  }
  return { kind: 'path', elements: names.filter((name) => name !== null), attribute };
}

function expandedName(step: xpath.Step): ExpandedName | null {
  const { nodeTest } = step;
  if (!(nodeTest instanceof xpath.NodeTest.NameTestQName) || step.predicates.length > 0) {
    return null;
  }
  const prefix = nodeTest.prefix ?? null;
  const namespace = prefix === null ? null : NAMESPACES[prefix as keyof typeof NAMESPACES];
  return { namespace, localName: nodeTest.localName ?? '' };
}

function asXPath(tree: xpath.XPathTree, readsDocument: boolean): CompiledExpression {
  let variables: Variables | null = null;
  const context = new xpath.XPathContext();
  context.namespaceResolver = {
    getNamespace: (prefix) => (NAMESPACES as Readonly<Record<string, string>>)[prefix],
  };
  context.variableResolver = {
    getVariable: (name) => new xpath.XString((isVariable(name) ? variables?.[name] : null) ?? ''),
  };
  const evaluate = (node: Node, values: Variables): XPathResult => {
    variables = values;
    context.expressionContextNode = node;
    try {
      return plainResult(tree.evaluate(context));
    } finally {
      variables = null;
      context.expressionContextNode = null;
    }
  };
  return { kind: 'xpath', readsDocument, evaluate };
}

function plainResult(result: unknown): XPathResult {
  if (result instanceof xpath.XNodeSet) {
    // One node is in order already; only several are worth the library's sorting.
    return result.size === 0
      ? null
      : result.stringForNode(result.size === 1 ? result.nodes[0] : result.first());
  }
  if (result instanceof xpath.XBoolean) {
    return result.b;
  }
  if (result instanceof xpath.XNumber) {
    return result.num;
  }
  return result instanceof xpath.XString ? result.str : null;
}
