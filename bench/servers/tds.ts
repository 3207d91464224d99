import { formatColumnType } from '../../src/mapping/column-type.ts';
import { loadMapping } from '../../src/mapping/load-mapping.ts';
import { qualifiedName, quoteIdentifier } from '../../src/store/mssql/identifiers.ts';
import { startTdsServer } from '../../test/support/tds-server/start-tds-server.ts';

/** The TDS test server with the default table, a millisecond away. Its time counts for both that are compared. */
const { table } = await loadMapping(undefined);
const port = Number(process.env['PORT']);
const logins = { sa: { password: 'Bench-1' } };
const server = await startTdsServer({ port, logins, databases: ['ROOMS'], latencyMs: 1 });
const columns = table.columns.map(
  ({ name, type }, index) =>
    `${quoteIdentifier(name)} ${formatColumnType(type)} ${index === table.digestIndex ? 'NOT NULL UNIQUE' : 'NULL'}`,
);
await server
  .database('ROOMS')
  .execute(`CREATE TABLE ${qualifiedName(table)} (Id bigint IDENTITY(1,1) NOT NULL, ${columns.join(', ')});`);
// The log of statements would grow with every one of them.
const forgetting = setInterval(() => server.clearStatements(), 100);
process.on('SIGTERM', () => {
  clearInterval(forgetting);
  void server.close();
});
