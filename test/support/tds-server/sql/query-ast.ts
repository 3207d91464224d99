import type { Expression, ObjectName } from './ast.ts';

/** A query: one SELECT, two of them combined, or rows written out. */
export type Query = SelectQuery | CombinedQuery | ValuesQuery;

export interface SelectQuery {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly top: Expression | null;
  readonly items: readonly SelectItem[];
  readonly from: readonly FromItem[];
  readonly where: Expression | null;
  readonly groupBy: readonly Expression[];
  readonly having: Expression | null;
  readonly orderBy: readonly OrderItem[];
}

export interface CombinedQuery {
  readonly kind: 'combined';
  readonly operator: 'union' | 'unionAll' | 'intersect' | 'except';
  readonly left: Query;
  readonly right: Query;
  readonly orderBy: readonly OrderItem[];
}

export interface ValuesQuery {
  readonly kind: 'values';
  readonly rows: readonly (readonly Expression[])[];
}

/** What stands between SELECT and FROM. */
export type SelectItem =
  | { readonly kind: 'star'; readonly qualifier: string | null }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly alias: string | null }
  | { readonly kind: 'assign'; readonly variable: string; readonly expression: Expression };

export interface OrderItem {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** A source of rows, or two of them joined. */
export type FromItem =
  | {
      readonly kind: 'table';
      readonly name: ObjectName;
      readonly alias: string | null;
      readonly hints: readonly string[];
    }
  | {
      readonly kind: 'derived';
      readonly query: Query;
      readonly alias: string;
      readonly columns: readonly string[] | null;
    }
  | {
      readonly kind: 'join';
      readonly type: 'inner' | 'left' | 'cross';
      readonly left: FromItem;
      readonly right: FromItem;
      readonly on: Expression | null;
    };
