/**
 * Why a write failed, decided once where it happened:
 * `transient` may work when tried again; `credentials` needs a person to mend login or rights; `schema` needs a
 * person to mend table or mapping; `data` is the row's own fault and stays so however often it is tried.
 */
export type StoreErrorClass = 'transient' | 'credentials' | 'schema' | 'data';

/** Rows were not committed. `code` is the database's own number or name where there is one. */
export class StoreError extends Error {
  readonly class: StoreErrorClass;
  readonly code: string;

  constructor(message: string, errorClass: StoreErrorClass, code: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'StoreError';
    this.class = errorClass;
    this.code = code;
  }
}
