/** An error as SQL Server reports it: number, severity (class), state and text. */
export class SqlError extends Error {
  readonly number: number;
  readonly class: number;
  readonly state: number;

  constructor(number: number, message: string, severity = 16, state = 1) {
    super(message);
    this.name = 'SqlError';
    this.number = number;
    this.class = severity;
    this.state = state;
  }
}

/** 102, with the text near which the parser gave up. */
export function incorrectSyntax(near: string): SqlError {
  return new SqlError(102, `Incorrect syntax near '${near}'.`, 15);
}

/** 156, where a reserved word stands in the wrong place. */
export function incorrectKeyword(keyword: string): SqlError {
  return new SqlError(156, `Incorrect syntax near the keyword '${keyword}'.`, 15);
}

/** 208, for a table that is not there or not visible. */
export function invalidObject(name: string): SqlError {
  return new SqlError(208, `Invalid object name '${name}'.`);
}

/** 207 */
export function invalidColumn(name: string): SqlError {
  return new SqlError(207, `Invalid column name '${name}'.`);
}

/** 137 */
export function undeclaredVariable(name: string): SqlError {
  return new SqlError(137, `Must declare the scalar variable "${name}".`, 15, 2);
}
