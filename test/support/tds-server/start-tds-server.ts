import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { serveConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { createDatabaseHandle } from './database-handle.ts';
import type { DatabaseHandle } from './database-handle.ts';
import { VERSIONS, addDatabase, createInstance } from './engine/instance.ts';
import type { Instance } from './engine/instance.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import type { ConnectionInfo, LoggedStatement, ServerOptions } from './server-options.ts';

/** A running test server. */
export interface TdsServer {
  readonly port: number;
  readonly faults: Faults;
  /** Every request received since the start or the last `clearStatements`. */
  readonly statements: readonly LoggedStatement[];
  clearStatements(): void;
  /** Connections that are logged in. */
  readonly connections: readonly ConnectionInfo[];
  /** Milliseconds between a request's arrival and its answer, at least. May be changed at any time. */
  latencyMs: number;
  /** An ADO.NET connection string. @param login the first one, unless said otherwise */
  connectionString(database: string, login?: string): string;
  /** @throws Error where there is no such database */
  database(name: string): DatabaseHandle;
  addLogin(
    name: string,
    options: {
      readonly password: string;
      readonly sysadmin?: boolean;
      readonly databases?: readonly string[];
    },
  ): void;
  /** Cuts all connections, as after a failover. What was not committed is undone. */
  killConnections(): Promise<void>;
  /** From now on nothing is read and nothing answered, while connections stay open and new ones are accepted. */
  pause(): void;
  /** Goes on where `pause` stopped. */
  resume(): void;
  /** Stops listening and cuts all connections. Data stays. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
  /** What went wrong in the server itself, or was no TDS. A test that provokes it empties the list. */
  readonly errors: unknown[];
  /** Stops for good. Idempotent. @throws AggregateError where `errors` is not empty, so that no bug stays unseen */
  close(): Promise<void>;
}

/** Starts a server on 127.0.0.1. */
export async function startTdsServer(options: ServerOptions = {}): Promise<TdsServer> {
  const instance = createInstance(VERSIONS[options.version ?? '2019'], options.legacyTruncation ?? false);
  const faults = createFaults();
  const connections = new Set<Connection>();
  const statements: LoggedStatement[] = [];
  const texts = new Map<string, string>();
  const errors: unknown[] = [];
  let paused: PromiseWithResolvers<undefined> | null = null;
  let listener: Server | null = null;
  let port = options.port ?? 0;

  const context = {
    instance,
    faults,
    tls: options.tls ?? null,
    latencyMs: options.latencyMs ?? 0,
    failed: (error: unknown) => void errors.push(error),
    log: (statement: LoggedStatement) => {
      // The same text is kept once, however often it comes: a bench sends megabytes of it.
      const text = texts.get(statement.text) ?? statement.text;
      texts.set(text, text);
      statements.push({ ...statement, text });
    },
    running: async () => {
      while (paused !== null) {
        await paused.promise;
      }
    },
  };
  const server: TdsServer = {
    get port() {
      return port;
    },
    faults,
    statements,
    errors,
    clearStatements: () => {
      statements.splice(0);
      texts.clear();
    },
    get connections() {
      return [...connections].map((connection) => connection.info()).filter((info) => info !== null);
    },
    get latencyMs() {
      return context.latencyMs;
    },
    set latencyMs(ms) {
      context.latencyMs = ms;
    },
    connectionString: (database, login) => connectionString(port, database, login, options),
    database(name) {
      const found = instance.databases.get(name.toLowerCase());
      if (found === undefined) {
        throw new Error(`there is no database ${name}`);
      }
      return createDatabaseHandle(instance, found);
    },
    addLogin: (name, login) => addLogin(instance, name, login),
    killConnections,
    pause: () => (paused ??= Promise.withResolvers<undefined>()),
    resume,
    stop,
    start,
    async close() {
      resume();
      await stop();
      const found = errors.splice(0);
      if (found.length > 0) {
        throw new AggregateError(found, `the TDS test server failed: ${String(found[0])}`);
      }
    },
  };

  function resume(): void {
    const { resolve } = paused ?? {};
    paused = null;
    resolve?.(undefined);
  }

  async function killConnections(): Promise<void> {
    const all = [...connections];
    all.forEach((connection) => connection.cut());
    await Promise.all(all.map((connection) => connection.closed));
  }

  async function stop(): Promise<void> {
    const closing = listener;
    listener = null;
    if (closing !== null) {
      const closed = once(closing, 'close');
      closing.close();
      await killConnections();
      await closed;
    }
  }

  async function start(): Promise<void> {
    if (listener !== null) {
      return;
    }
    const next = createServer(accept);
    next.listen(port, '127.0.0.1');
    await once(next, 'listening');
    listener = next;
    ({ port } = next.address() as AddressInfo);
  }

  function accept(socket: Socket): void {
    const connection = serveConnection(socket, context);
    connections.add(connection);
    void connection.closed.then(() => connections.delete(connection));
  }

  for (const database of options.databases ?? []) {
    const { name, ...rest } = typeof database === 'string' ? { name: database } : database;
    addDatabase(instance, name, rest);
  }
  for (const [name, login] of Object.entries(options.logins ?? {})) {
    addLogin(instance, name, login);
  }
  await start();
  return server;
}

function addLogin(
  instance: Instance,
  name: string,
  login: NonNullable<ServerOptions['logins']>[string],
): void {
  instance.logins.set(name.toLowerCase(), {
    name,
    password: login.password,
    sysadmin: login.sysadmin ?? name.toLowerCase() === 'sa',
    databases:
      login.databases === undefined
        ? null
        : new Set(login.databases.map((database) => database.toLowerCase())),
  });
}

function connectionString(
  port: number,
  database: string,
  login: string | undefined,
  options: ServerOptions,
): string {
  const user = login ?? Object.keys(options.logins ?? {})[0] ?? 'sa';
  const password = options.logins?.[user]?.password ?? '';
  const encryption = options.tls === undefined ? 'Encrypt=false' : 'Encrypt=true;TrustServerCertificate=true';
  const quoted = /[;'"=\s]/.test(password) ? `"${password.replaceAll('"', '""')}"` : password;
  return `Server=tcp:127.0.0.1,${port};Database=${database};User ID=${user};Password=${quoted};${encryption}`;
}
