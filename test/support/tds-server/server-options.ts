import type { SecureVersion } from 'node:tls';
import type { VERSIONS } from './engine/instance.ts';

/** A login to be made. */
export interface LoginOptions {
  readonly password: string;
  /** May do everything. True for `sa` unless said otherwise, false for all others. */
  readonly sysadmin?: boolean;
  /** Databases it may open; all, unless said otherwise. */
  readonly databases?: readonly string[];
}

/** A database to be made. */
export interface DatabaseOptions {
  readonly name: string;
  readonly collation?: string;
  readonly compatibilityLevel?: number;
}

/** Key and certificate for encrypted connections. */
export interface TlsOptions {
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
  /** Connections that are not encrypted are turned away. */
  readonly required?: boolean;
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
  readonly ciphers?: string;
}

/** What may be set about a test server. */
export interface ServerOptions {
  /** By name. A name with a backslash (`DOMAIN\user`) is a Windows login, used with NTLM. */
  readonly logins?: Readonly<Record<string, LoginOptions>>;
  readonly databases?: readonly (string | DatabaseOptions)[];
  /** Milliseconds between a request's arrival and its answer, at least. */
  readonly latencyMs?: number;
  readonly tls?: TlsOptions;
  /** Which SQL Server it says it is; decides on 2628 or 8152, and on DROP ... IF EXISTS. */
  readonly version?: keyof typeof VERSIONS;
  /** 8152 instead of 2628 whatever the version. */
  readonly legacyTruncation?: boolean;
  /** 0, any free one, unless said otherwise. */
  readonly port?: number;
}

/** A request that was received. */
export interface LoggedStatement {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** `set` is a batch of nothing but SET, as tedious sends it after the login. */
  readonly kind:
    | 'batch'
    | 'set'
    | 'executesql'
    | 'prepare'
    | 'execute'
    | 'prepexec'
    | 'unprepare'
    | 'procedure'
    | 'begin'
    | 'commit'
    | 'rollback'
    | 'save'
    | 'attention';
  readonly text: string;
  /** Parameters of the statement itself. */
  readonly parameterCount: number;
  readonly session: number;
  readonly login: string;
  readonly database: string;
}

/** A connection that is logged in. */
export interface ConnectionInfo {
  readonly session: number;
  readonly login: string;
  readonly database: string;
  readonly applicationName: string;
  readonly hostName: string;
  /** `ApplicationIntent=ReadOnly` was asked for. */
  readonly readOnlyIntent: boolean;
  /** Null where it is not encrypted. */
  readonly tlsVersion: string | null;
  readonly inTransaction: boolean;
}
