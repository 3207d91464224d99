import type { Database } from './catalog.ts';
import { DEFAULT_COLLATION, collationByName } from './collation.ts';
import { createLockManager } from './locks.ts';
import type { LockManager } from './locks.ts';
import { createPermissions } from './permissions.ts';
import type { Session } from './session.ts';

/** A login of the instance. */
export interface Login {
  readonly name: string;
  readonly password: string;
  /** Members may do everything. */
  readonly sysadmin: boolean;
  /** Lower-case names of the databases it may open; null for all. */
  readonly databases: ReadonlySet<string> | null;
}

/** Which SQL Server this one says it is. */
export interface ProductVersion {
  readonly year: number;
  readonly major: number;
  readonly minor: number;
  readonly build: number;
  readonly revision: number;
  /** The highest compatibility level. */
  readonly compatibilityLevel: number;
}

/** Everything that the connections share. */
export interface Instance {
  readonly name: string;
  readonly version: ProductVersion;
  /** 8152 instead of 2628 for what is too long, as before SQL Server 2019. */
  readonly legacyTruncation: boolean;
  readonly databases: Map<string, Database>;
  readonly logins: Map<string, Login>;
  readonly locks: LockManager;
  readonly sessions: Set<Session>;
  nextSessionId: number;
  nextTransaction: bigint;
}

/** Released builds with the latest cumulative update known here. */
export const VERSIONS = {
  '2012': { year: 2012, major: 11, minor: 0, build: 7001, revision: 0, compatibilityLevel: 110 },
  '2016': { year: 2016, major: 13, minor: 0, build: 6300, revision: 2, compatibilityLevel: 130 },
  '2017': { year: 2017, major: 14, minor: 0, build: 3456, revision: 2, compatibilityLevel: 140 },
  '2019': { year: 2019, major: 15, minor: 0, build: 4430, revision: 1, compatibilityLevel: 150 },
  '2022': { year: 2022, major: 16, minor: 0, build: 4175, revision: 1, compatibilityLevel: 160 },
} as const satisfies Record<string, ProductVersion>;

/** `15.0.4430.1` */
export function versionText(version: ProductVersion): string {
  return `${version.major}.${version.minor}.${version.build}.${version.revision}`;
}

/** An instance with the databases master and tempdb, and no logins. */
export function createInstance(version: ProductVersion, legacyTruncation: boolean): Instance {
  const instance: Instance = {
    name: 'TDSTEST',
    version,
    legacyTruncation,
    databases: new Map(),
    logins: new Map(),
    locks: createLockManager(),
    sessions: new Set(),
    nextSessionId: 51,
    nextTransaction: 0x100000001n,
  };
  addDatabase(instance, 'master', {});
  addDatabase(instance, 'tempdb', {});
  return instance;
}

/** Adds an empty database with the schema dbo. */
export function addDatabase(
  instance: Instance,
  name: string,
  options: { readonly collation?: string | undefined; readonly compatibilityLevel?: number | undefined },
): Database {
  const database: Database = {
    name,
    id: instance.databases.size + 1,
    collation: collationByName(options.collation ?? DEFAULT_COLLATION),
    compatibilityLevel: options.compatibilityLevel ?? instance.version.compatibilityLevel,
    permissions: createPermissions(),
    schemas: new Map(),
    triggers: new Map(),
    readOnly: false,
    logFull: false,
    nextObjectId: 245_575_913,
  };
  database.schemas.set('dbo', { name: 'dbo', id: 1, tables: new Map() });
  instance.databases.set(name.toLowerCase(), database);
  return database;
}
