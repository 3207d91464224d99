/** What a LOGIN7 message tells (MS-TDS 2.2.6.4). */
export interface Login7 {
  readonly tdsVersion: number;
  /** Asked for by the client, with the packet's header. */
  readonly packetSize: number;
  readonly hostName: string;
  readonly userName: string;
  readonly password: string;
  readonly applicationName: string;
  readonly serverName: string;
  readonly database: string;
  /** A database that cannot be opened fails the login. */
  readonly databaseMustOpen: boolean;
  readonly readOnlyIntent: boolean;
  /** The first NTLM message, for integrated security. */
  readonly sspi: Buffer | null;
}

const FIXED_LENGTH = 94;
const INIT_DATABASE_FATAL = 0x40;
const INTEGRATED_SECURITY = 0x80;
const READ_ONLY_INTENT = 0x20;

/** @throws RangeError where the message is cut short */
export function readLogin7(data: Buffer): Login7 {
  if (data.length < FIXED_LENGTH) {
    throw new RangeError('LOGIN7 is too short');
  }
  const part = (at: number): Buffer => {
    const offset = data.readUInt16LE(at);
    return data.subarray(offset, offset + data.readUInt16LE(at + 2) * 2);
  };
  const text = (at: number): string => part(at).toString('utf16le');
  const sspiOffset = data.readUInt16LE(78);
  const sspiLength = data.readUInt16LE(80);
  return {
    tdsVersion: data.readUInt32LE(4),
    packetSize: data.readUInt32LE(8),
    databaseMustOpen: (data.readUInt8(24) & INIT_DATABASE_FATAL) !== 0,
    readOnlyIntent: (data.readUInt8(26) & READ_ONLY_INTENT) !== 0,
    hostName: text(36),
    userName: text(40),
    password: unscramble(part(44)).toString('utf16le'),
    applicationName: text(48),
    serverName: text(52),
    database: text(68),
    sspi:
      (data.readUInt8(25) & INTEGRATED_SECURITY) !== 0
        ? data.subarray(sspiOffset, sspiOffset + sspiLength)
        : null,
  };
}

/** Each byte was swapped by halves and then combined with 0xA5. */
function unscramble(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes.map((byte) => {
      const plain = byte ^ 0xa5;
      return ((plain & 0x0f) << 4) | (plain >> 4);
    }),
  );
}
