/** Types of TDS messages (MS-TDS 2.2.3.1.1). */
export const MESSAGE = {
  batch: 0x01,
  rpc: 0x03,
  reply: 0x04,
  attention: 0x06,
  bulkLoad: 0x07,
  transaction: 0x0e,
  login: 0x10,
  sspi: 0x11,
  prelogin: 0x12,
} as const;

const HEADER = 8;
const END_OF_MESSAGE = 0x01;
const IGNORE = 0x02;
const RESET = 0x08;
const RESET_KEEP_TRANSACTION = 0x10;

/** A message put together from its packets. */
export interface TdsMessage {
  readonly type: number;
  readonly data: Buffer;
  /** The client gave the message up while it sent it. */
  readonly ignore: boolean;
  /** The session has to be reset before the message is acted upon. */
  readonly reset: 'no' | 'all' | 'keepTransaction';
}

/** Cuts a stream of bytes into messages. */
export interface PacketReader {
  /** @throws Error for what is no TDS packet */
  push(chunk: Buffer): TdsMessage[];
}

/** Starts at a packet's first byte. */
export function createPacketReader(): PacketReader {
  let pending: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  return {
    push(chunk) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const messages: TdsMessage[] = [];
      while (pending.length >= HEADER) {
        const length = pending.readUInt16BE(2);
        if (length < HEADER) {
          throw new Error(`a TDS packet cannot be ${length} bytes long`);
        }
        if (pending.length < length) {
          break;
        }
        const [type = 0, status = 0] = pending;
        parts.push(pending.subarray(HEADER, length));
        pending = pending.subarray(length);
        if ((status & END_OF_MESSAGE) !== 0) {
          const reset =
            (status & RESET) !== 0
              ? 'all'
              : (status & RESET_KEEP_TRANSACTION) !== 0
                ? 'keepTransaction'
                : 'no';
          messages.push({ type, data: Buffer.concat(parts), ignore: (status & IGNORE) !== 0, reset });
          parts = [];
        }
      }
      return messages;
    },
  };
}

/**
 * Cuts a message into packets.
 * @param packetSize with the header
 * @param session shown in the header as the process id
 */
export function toPackets(type: number, data: Buffer, packetSize: number, session: number): Buffer {
  const room = packetSize - HEADER;
  const count = Math.max(1, Math.ceil(data.length / room));
  const packets = Buffer.allocUnsafe(data.length + count * HEADER);
  let at = 0;
  for (let number = 0; number < count; number++) {
    const part = data.subarray(number * room, (number + 1) * room);
    packets.writeUInt8(type, at);
    packets.writeUInt8(number === count - 1 ? END_OF_MESSAGE : 0, at + 1);
    packets.writeUInt16BE(part.length + HEADER, at + 2);
    packets.writeUInt16BE(session & 0xffff, at + 4);
    packets.writeUInt8((number + 1) % 256, at + 6);
    packets.writeUInt8(0, at + 7);
    part.copy(packets, at + HEADER);
    at += part.length + HEADER;
  }
  return packets;
}
