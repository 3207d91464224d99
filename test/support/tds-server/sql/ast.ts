import type { SqlType } from '../engine/sql-type.ts';
import type { SqlValue } from '../engine/value.ts';
import type { Query } from './query-ast.ts';

/** A name of up to four parts, the object's own name last. Empty parts (`db..t`) are empty strings. */
export type ObjectName = readonly string[];

/** Operators that yield a value. */
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^';

/** Operators that yield a truth value. */
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** Scalars and predicates share a grammar; which of them may stand where is settled when they are bound. */
export type Expression =
  | { readonly kind: 'literal'; readonly type: SqlType; readonly value: SqlValue }
  | { readonly kind: 'null' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'column'; readonly name: ObjectName }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'and'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'isNull'; readonly operand: Expression; readonly negated: boolean }
  | {
      readonly kind: 'inList';
      readonly operand: Expression;
      readonly list: readonly Expression[];
      readonly negated: boolean;
    }
  | {
      readonly kind: 'inQuery';
      readonly operand: Expression;
      readonly query: Query;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'like';
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly escape: Expression | null;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'between';
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    }
  | { readonly kind: 'exists'; readonly query: Query }
  | {
      readonly kind: 'case';
      readonly operand: Expression | null;
      readonly branches: readonly CaseBranch[];
      readonly otherwise: Expression | null;
    }
  | {
      readonly kind: 'cast';
      readonly operand: Expression;
      readonly type: SqlType;
      readonly style: Expression | null;
      readonly lenient: boolean;
    }
  | { readonly kind: 'collate'; readonly operand: Expression; readonly collation: string }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly star: boolean;
      readonly distinct: boolean;
    }
  | {
      readonly kind: 'datePart';
      readonly name: string;
      readonly part: string;
      readonly arguments: readonly Expression[];
    }
  | { readonly kind: 'subquery'; readonly query: Query };

/** One WHEN of a CASE. */
export interface CaseBranch {
  readonly when: Expression;
  readonly then: Expression;
}
