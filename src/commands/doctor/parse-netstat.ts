/** A TCP socket that waits for connections, as Windows tells. */
export interface WindowsListener {
  readonly address: string;
  readonly port: number;
  readonly processId: number;
}

/**
 * Reads what `netstat -ano` of Windows prints. The word for the state is translated (LISTENING, ABHÖREN), so what
 * listens is known by the other end instead, which has port 0 then.
 */
export function parseNetstat(text: string): readonly WindowsListener[] {
  return text.split(/\r?\n/).flatMap((line): WindowsListener[] => {
    const match = /^\s*TCP\s+(\S+):(\d+)\s+\S+:0\s+.*?(\d+)\s*$/.exec(line);
    const [, address = '', port, processId] = match ?? [];
    return match === null
      ? []
      : [
          {
            address: address.replace(/^\[(.*?)(?:%\d+)?\]$/, '$1'),
            port: Number(port),
            processId: Number(processId),
          },
        ];
  });
}

/**
 * Reads the name of the program from what `tasklist /FO CSV /NH` prints for one process; null where there is none,
 * which it says in the language of Windows.
 */
export function parseTasklist(text: string): string | null {
  return /^"([^"]+)","\d+"/m.exec(text)?.[1] ?? null;
}

/** A range of ports that Windows gives to nobody. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads what `netsh interface ipv4 show excludedportrange protocol=tcp` prints: Hyper-V and others reserve ports, and
 * listening there fails although nobody does.
 */
export function parseExcludedPorts(text: string): readonly PortRange[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s*\*?\s*$/gm)].map(([, from, to]) => ({
    from: Number(from),
    to: Number(to),
  }));
}
