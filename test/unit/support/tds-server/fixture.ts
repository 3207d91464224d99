import { startTdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { TdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { ServerOptions } from '../../../support/tds-server/server-options.ts';
import type { DatabaseHandle } from '../../../support/tds-server/database-handle.ts';
import { configuration, connect } from './client.ts';
import type { Client } from './client.ts';

/** A server with the database ROOMS and a client of `sa` in it. */
export interface Fixture {
  readonly server: TdsServer;
  readonly database: DatabaseHandle;
  readonly client: Client;
  /** Another connection. */
  connect(): Promise<Client>;
  readonly close: () => Promise<void>;
}

/** Starts it. @param setup T-SQL to run first */
export async function openFixture(setup = '', options: ServerOptions = {}): Promise<Fixture> {
  const server = await startTdsServer({
    logins: { sa: { password: 'x' } },
    databases: ['ROOMS'],
    ...options,
  });
  const database = server.database('ROOMS');
  const clients: Client[] = [];
  const open = async (): Promise<Client> => {
    const client = await connect(configuration(server, 'ROOMS'));
    clients.push(client);
    return client;
  };
  await database.execute(setup);
  return {
    server,
    database,
    client: await open(),
    connect: open,
    close: async () => {
      server.resume();
      await Promise.all(clients.map((client) => client.close()));
      await server.close();
    },
  };
}

/** A table like the product's, with identity, digest and unique constraint. */
export const EVENTS = `CREATE TABLE [dbo].[Events] (
  [Id] bigint IDENTITY(1,1) NOT NULL CONSTRAINT [PK_Events] PRIMARY KEY CLUSTERED,
  [Mandator] nvarchar(50) NOT NULL,
  [ItemId] nvarchar(200) NULL,
  [EventKey] binary(4) NOT NULL,
  CONSTRAINT [UQ_Events_EventKey] UNIQUE NONCLUSTERED ([EventKey])
);`;
