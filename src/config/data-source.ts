import type { Refuse } from './read-connection-string.ts';

/** Where a server is: by port, or by instance name, which SQL Server Browser turns into a port. */
export interface DataSource {
  readonly server: string;
  readonly port?: number;
  readonly instanceName?: string;
}

const DEFAULT_PORT = 1433;

/** SNI's name for the instance that listens at the default port. */
const DEFAULT_INSTANCE = 'MSSQLSERVER';

const FORMS = 'Write host, host\\instance or host,port.';

/**
 * Reads the data source of a connection string: `host`, `host\instance`, `host,port`, `tcp:` before them, `.` and
 * `(local)` for this machine. Where both are given the port counts, as in ADO.NET. Null where it was refused.
 */
export function readDataSource(text: string, refuse: Refuse): DataSource | null {
  const source = text.trim().replace(/^tcp:\s*/i, '');
  const shown = JSON.stringify(source);
  const protocol = /^(np|lpc|admin|via):/i.exec(source)?.[1] ?? (source.startsWith('\\\\') ? 'np' : null);
  if (protocol !== null) {
    const name =
      { lpc: 'shared memory', np: 'named pipes' }[protocol.toLowerCase()] ?? `the protocol ${protocol}`;
    refuse(
      `its data source ${shown} uses ${name}, and only TCP works here`,
      `${FORMS} Enable TCP/IP on the server.`,
    );
    return null;
  }
  if (/^\(localdb\)/i.test(source)) {
    const remedy = 'Use a server that is reached by TCP, such as SQL Server Express with TCP/IP enabled.';
    refuse(
      `its data source ${shown} is LocalDB, which only .NET programs of the same user can reach`,
      remedy,
    );
    return null;
  }
  const match = /^([^\\,]+)(?:\\([^\\,]+))?(?:,\s*(\d{1,5}))?$/.exec(source);
  const host = match?.[1]?.trim() ?? '';
  const port = match?.[3] === undefined ? undefined : Number(match[3]);
  if (
    host === '' ||
    /[\s/;]/.test(host) ||
    /^[^:]+:[^:]*$/.test(host) ||
    port === 0 ||
    (port ?? 1) > 65_535
  ) {
    refuse(`its data source ${shown} is not understood`, FORMS);
    return null;
  }
  const isLocal = host === '.' || /^\(local\)$/i.test(host);
  const server = isLocal ? 'localhost' : host.replace(/^\[(.*)\]$/, '$1');
  const instanceName = match?.[2]?.trim();
  if (port === undefined && instanceName !== undefined && instanceName.toUpperCase() !== DEFAULT_INSTANCE) {
    return { server, instanceName };
  }
  return { server, port: port ?? DEFAULT_PORT };
}
