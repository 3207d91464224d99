import xpath from 'xpath';

/**
 * The parts of the `xpath` package that its own type file leaves out: the parser, the tree it makes and the
 * context an expression is evaluated in (xpath 0.0.34, `xpath.js`).
 */
declare module 'xpath' {
  interface XPathStringValue {
    stringValue(): string;
  }
  interface XNodeSet extends XPathStringValue {
    nodes: readonly unknown[];
    size: number;
    first(): unknown;
    stringForNode(node: unknown): string;
  }
  interface XString extends XPathStringValue {
    str: string;
  }
  interface XNumber {
    num: number;
  }
  interface XBoolean {
    b: boolean;
  }
  interface NodeTest {
    prefix?: string | null;
    localName?: string;
  }
  interface Step {
    axis: number;
    nodeTest: NodeTest;
    predicates: readonly XPathSyntax[];
  }
  interface LocationPath {
    absolute: boolean;
    steps: readonly Step[];
  }
  interface XPathSyntax {
    evaluate(context: XPathContext): unknown;
  }
  interface PathExpr extends XPathSyntax {
    filter?: XPathSyntax;
    filterPredicates?: readonly XPathSyntax[];
    locationPath?: LocationPath;
  }
  interface FunctionCall extends XPathSyntax {
    functionName: string;
    arguments: readonly XPathSyntax[];
  }
  interface VariableReference extends XPathSyntax {
    variable: string;
  }
  /** What the parser returns: the tree, and an `evaluate` that starts at the context's `expressionContextNode`. */
  interface XPathTree extends XPathSyntax {
    expression: XPathSyntax;
  }
  interface XPathContext {
    expressionContextNode: unknown;
    namespaceResolver: { getNamespace(prefix: string): string | undefined };
    variableResolver: { getVariable(name: string, namespace: string): unknown };
  }
  interface XPathParser {
    parse(expression: string): XPathTree;
    tokenize(expression: string): [number[], string[]];
  }

  const XPathContext: new () => XPathContext;
  const XPathParser: new () => XPathParser;
  const XNodeSet: new () => XNodeSet;
  const XString: new (value: string) => XString;
  const XNumber: new (value: number) => XNumber;
  const XBoolean: new (value: boolean) => XBoolean;
  const PathExpr: new () => PathExpr;
  const FunctionCall: new () => FunctionCall;
  const VariableReference: new () => VariableReference;
  const Step: Record<
    'ATTRIBUTE' | 'CHILD' | 'DESCENDANT' | 'DESCENDANTORSELF' | 'SELF' | 'NAMESPACE',
    number
  >;
  const NodeTest: { NameTestQName: new () => NodeTest };
  const FunctionResolver: new () => { functions: Record<string, unknown> };
}

export { xpath };
