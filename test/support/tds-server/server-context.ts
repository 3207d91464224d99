import type { Instance } from './engine/instance.ts';
import type { Faults } from './faults.ts';
import type { LoggedStatement, TlsOptions } from './server-options.ts';

/** What a connection needs to know of its server. */
export interface ServerContext {
  readonly instance: Instance;
  readonly faults: Faults;
  readonly tls: TlsOptions | null;
  readonly latencyMs: number;
  /** Takes what went wrong in the server itself, or was no TDS. */
  failed(error: unknown): void;
  log(statement: LoggedStatement): void;
  /** Resolves once the server is not paused. */
  running(): Promise<void>;
}
