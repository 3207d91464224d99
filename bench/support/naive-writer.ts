import { Connection, Request, type ConnectionConfiguration } from 'tedious';
import type { Row, Table } from '../../src/mapping/table.ts';
import { qualifiedName, quoteIdentifier } from '../../src/store/mssql/identifiers.ts';
import { parameterType, parameterValue } from '../../src/store/mssql/parameters.ts';

/** What is usually written first: one INSERT an event, each committed by itself, over so many connections. */
export interface NaiveWriter {
  write(rows: readonly Row[]): Promise<void>;
  /** How many rows the table has. */
  count(): Promise<number>;
  close(): void;
}

/** Opens the connections; a row waits until one of them is free. It looks for no duplicates. */
export async function openNaiveWriter(
  config: ConnectionConfiguration,
  table: Table,
  connections: number,
): Promise<NaiveWriter> {
  const all = await Promise.all(Array.from({ length: connections }, () => connect(config)));
  const free = [...all];
  const waiting: ((connection: Connection) => void)[] = [];
  const names = table.columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  const values = table.columns.map((_, index) => `@p${index}`).join(', ');
  const text = `INSERT INTO ${qualifiedName(table)} (${names}) VALUES (${values});`;
  const insert = async (row: Row): Promise<void> => {
    const connection = free.pop() ?? (await new Promise<Connection>((resolve) => waiting.push(resolve)));
    try {
      await new Promise<void>((resolve, reject) => {
        const request = new Request(text, (error) => (error ? reject(error) : resolve()));
        table.columns.forEach(({ type }, index) => {
          const { type: dataType, options } = parameterType(type);
          request.addParameter(
            `p${index}`,
            dataType,
            parameterValue(row.values[index] ?? null, type),
            options,
          );
        });
        connection.execSql(request);
      });
    } finally {
      const next = waiting.shift();
      if (next === undefined) {
        free.push(connection);
      } else {
        next(connection);
      }
    }
  };
  return {
    async write(rows) {
      for (const row of rows) {
        await insert(row);
      }
    },
    count: () =>
      new Promise((resolve, reject) => {
        let count = 0;
        const request = new Request(`SELECT COUNT(*) FROM ${qualifiedName(table)};`, (error) =>
          error ? reject(error) : resolve(count),
        );
        request.on('row', ([column]: readonly { readonly value: number }[]) => {
          count = column?.value ?? 0;
        });
        all[0]?.execSqlBatch(request);
      }),
    close: () => all.forEach((connection) => connection.close()),
  };
}

function connect(config: ConnectionConfiguration): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const connection = new Connection(config);
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });
}
