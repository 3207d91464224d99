/** Statements that a connection has prepared, by handle. */
export interface Prepared {
  add(statement: PreparedStatement): number;
  find(handle: number): PreparedStatement | null;
  remove(handle: number): boolean;
  clear(): void;
}

/** A statement with its parameter list as it was given. */
export interface PreparedStatement {
  readonly sql: string;
  readonly parameters: string;
}

/** Without statements at first. */
export function createPrepared(): Prepared {
  const statements = new Map<number, PreparedStatement>();
  let next = 1;
  return {
    add(statement) {
      statements.set(next, statement);
      return next++;
    },
    find: (handle) => statements.get(handle) ?? null,
    remove: (handle) => statements.delete(handle),
    clear: () => statements.clear(),
  };
}
