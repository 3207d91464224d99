import ipaddr from 'ipaddr.js';

/** A TCP socket that waits for connections. */
export interface ListeningSocket {
  /** In its shortest form; `0.0.0.0` and `::` are every address of this machine. */
  readonly address: string;
  readonly port: number;
  /** What the entries of `/proc/<pid>/fd` name it by: `socket:[12345]`. */
  readonly inode: string;
}

/** TCP_LISTEN of include/net/tcp_states.h. */
const LISTENING = '0A';

/**
 * Reads `/proc/net/tcp` or `/proc/net/tcp6` of Linux (proc(5)): columns by blanks, addresses in hexadecimal, each group
 * of four bytes in the machine's order, which is little-endian wherever this runs.
 */
export function parseProcNet(text: string): readonly ListeningSocket[] {
  return text.split('\n').flatMap((line): ListeningSocket[] => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const [, hex, port] = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/i.exec(local) ?? [];
    return hex === undefined || port === undefined || inode === undefined || state !== LISTENING
      ? []
      : [{ address: addressOf(hex), port: parseInt(port, 16), inode }];
  });
}

function addressOf(hex: string): string {
  const groups = hex.match(/.{8}/g) ?? [];
  const bytes = groups.flatMap((group) => [...Buffer.from(group, 'hex').toReversed()]);
  return ipaddr.fromByteArray(bytes).toString();
}
