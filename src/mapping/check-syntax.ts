import { NAMESPACES } from './namespaces.ts';
import { isVariable, isVisibleAt, VARIABLES, type Context } from './variables.ts';
import { xpath } from './xpath-library.ts';

/** What a parsed expression uses, as far as compiling and evaluating it depend on it. */
export interface SyntaxUse {
  /** Whether it reads the document at all, or only variables and constants. */
  readonly readsDocument: boolean;
  /** Everything that would fail or climb when it is evaluated, each as a sentence. */
  readonly problems: readonly string[];
}

const DOWNWARD = new Set([
  xpath.Step.CHILD,
  xpath.Step.ATTRIBUTE,
  xpath.Step.DESCENDANT,
  xpath.Step.DESCENDANTORSELF,
  xpath.Step.SELF,
]);

const functions = new Set(Object.keys(new xpath.FunctionResolver().functions));

/**
 * Looks through an expression for what the parser does not check: unknown functions, variables and prefixes, and
 * steps that leave the node the expression is read at. Climbing is refused rather than slow: the library then
 * walks and sorts all siblings, which makes the cost of an event grow with the number of events.
 */
export function checkSyntax(tree: xpath.XPathTree, context: Context): SyntaxUse {
  const problems: string[] = [];
  let readsDocument = false;
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) {
      return;
    }
    if (node instanceof xpath.FunctionCall) {
      const name = node.functionName;
      if (!functions.has(`{}${name}`)) {
        problems.push(`XPath 1.0 has no function "${name}"`);
      }
      readsDocument ||= readsContextNode(name, node.arguments.length);
    } else if (node instanceof xpath.VariableReference) {
      problems.push(...variableProblems(node.variable, context));
    } else if (isLocationPath(node)) {
      readsDocument = true;
      if (node.absolute) {
        problems.push(
          `an absolute path leaves the ${context}; read it at an outer "context" with a relative path`,
        );
      }
      node.steps.forEach((step) => problems.push(...stepProblems(step, context)));
    }
    Object.values(node).forEach(visit);
  };
  visit(tree);
  return { readsDocument, problems };
}

/** Functions that without an argument speak of the context node. */
function readsContextNode(name: string, argumentCount: number): boolean {
  const contextual = [
    'local-name',
    'name',
    'namespace-uri',
    'string',
    'string-length',
    'normalize-space',
    'number',
  ];
  return name === 'lang' || (argumentCount === 0 && contextual.includes(name));
}

function variableProblems(name: string, context: Context): string[] {
  if (!isVariable(name)) {
    return [`there is no variable $${name}; known are ${listVariables()}`];
  }
  const known = VARIABLES[name];
  return isVisibleAt(known, context)
    ? []
    : [`$${name} is known at context "${known}" and further in, not at "${context}"`];
}

function listVariables(): string {
  return Object.keys(VARIABLES)
    .map((name) => `$${name}`)
    .join(', ');
}

function isLocationPath(node: object): node is xpath.LocationPath {
  return 'steps' in node && 'absolute' in node;
}

function stepProblems(step: xpath.Step, context: Context): string[] {
  const problems: string[] = [];
  if (!DOWNWARD.has(step.axis)) {
    problems.push(
      `only child, attribute, self and descendant steps are allowed; what lies outside the ${context} is read at an outer "context"`,
    );
  }
  const prefix = step.nodeTest.prefix;
  if (prefix !== undefined && prefix !== null && !Object.hasOwn(NAMESPACES, prefix)) {
    problems.push(`the prefix "${prefix}" is not bound; known are ${Object.keys(NAMESPACES).join(', ')}`);
  }
  return problems;
}
