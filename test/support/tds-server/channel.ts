import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { startTls, startStrictTls } from './wire/tls.ts';
import type { ServerContext } from './server-context.ts';
import { createPacketReader, toPackets } from './wire/packets.ts';
import type { TdsMessage } from './wire/packets.ts';

/** First byte of a TLS handshake, with which a TDS 8 connection starts. */
const TLS_HANDSHAKE = 0x16;
const SMALLEST_PACKET = 512;
const LARGEST_PACKET = 32_767;

/** A connection as a sequence of messages, encrypted or not. */
export interface Channel {
  /** Null until it is encrypted. */
  readonly tlsVersion: string | null;
  /** TLS was there before TDS, as in TDS 8. */
  readonly strict: boolean;
  packetSize: number;
  send(type: number, data: Buffer, session: number): void;
  /** Sends the first half of a message's bytes, then cuts. */
  sendHalf(type: number, data: Buffer, session: number): void;
  /** Takes the client's following messages as a TLS handshake. Resolves once it is done. */
  encrypt(): Promise<void>;
  /** Ends the connection without a word. */
  cut(): void;
}

/** What a channel tells. */
export interface ChannelEvents {
  message(message: TdsMessage): void;
  closed(): void;
}

/** Takes over a socket. */
export function openChannel(socket: Socket, context: ServerContext, events: ChannelEvents): Channel {
  let stream: Duplex = socket;
  let tlsVersion: string | null = null;
  let strict = false;
  let handshake: { push(data: Buffer): void } | null = null;
  let closed = false;
  const reader = createPacketReader();

  const cut = (): void => {
    socket.destroy();
  };
  const receive = (chunk: Buffer): void => {
    try {
      for (const message of reader.push(chunk)) {
        if (handshake === null) {
          events.message(message);
        } else {
          handshake.push(message.data);
        }
      }
    } catch {
      cut();
    }
  };
  const attach = (next: Duplex): void => {
    stream = next;
    next.on('data', receive);
    next.on('error', cut);
  };
  socket.setNoDelay(true);
  socket.on('error', cut);
  socket.on('end', cut);
  socket.on('close', () => {
    if (!closed) {
      closed = true;
      events.closed();
    }
  });
  socket.once('data', (first) => {
    const { tls } = context;
    if (first[0] !== TLS_HANDSHAKE) {
      attach(socket);
      receive(first);
    } else if (tls === null) {
      cut();
    } else {
      strict = true;
      const secure = startStrictTls(socket, first, tls);
      secure.once('secure', () => (tlsVersion = secure.getProtocol()));
      attach(secure);
    }
  });

  let packetSize = 4096;
  const channel: Channel = {
    get tlsVersion() {
      return tlsVersion;
    },
    get strict() {
      return strict;
    },
    get packetSize() {
      return packetSize;
    },
    set packetSize(size) {
      packetSize = Math.min(Math.max(size, SMALLEST_PACKET), LARGEST_PACKET);
    },
    send(type, data, session) {
      if (!socket.destroyed) {
        stream.write(toPackets(type, data, packetSize, session));
      }
    },
    sendHalf(type, data, session) {
      const packets = toPackets(type, data, packetSize, session);
      stream.write(packets.subarray(0, Math.ceil(packets.length / 2)), () => socket.destroy());
    },
    async encrypt() {
      const { tls } = context;
      if (tls === null) {
        throw new Error('there is no certificate');
      }
      const starting = startTls(tls, {
        send: (data) => socket.write(toPackets(0x12, data, LARGEST_PACKET, 0)),
        plain: () => {
          socket.removeListener('data', receive);
          handshake = null;
          return socket;
        },
      });
      handshake = starting;
      const secure = await starting.secured;
      tlsVersion = secure.getProtocol();
      attach(secure);
    },
    cut,
  };
  return channel;
}
