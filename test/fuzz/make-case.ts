import { ENDPOINT } from '../support/service.ts';
import { chanceOf, type Chance } from './chance.ts';
import { makeMessage, type FuzzMessage } from './messages.ts';
import { makeRawBytes } from './raw-http.ts';

/** What is sent over one connection. */
export interface FuzzCase {
  readonly index: number;
  /** The bytes, to be written one after the other. */
  readonly pieces: readonly Buffer[];
  /** Milliseconds between two of them. */
  readonly pauseMs: number;
  /** Whether the sending side is closed after the last piece. */
  readonly ends: boolean;
  /** Whether the connection is cut after the last piece, without waiting for anything. */
  readonly cuts: boolean;
  /** The message, where the request is well framed and so has to be answered, once. */
  readonly message: FuzzMessage | null;
}

/** Makes the case of a number: the same for the same seed. */
export function makeCase(seed: string, index: number): FuzzCase {
  const chance = chanceOf(seed, index);
  const message = chance.percent(65) ? makeMessage(chance) : null;
  const bytes = message === null ? makeRawBytes(chance) : frame(message);
  const isSlow = chance.percent(5);
  return {
    index,
    pieces: cut(bytes, isSlow || chance.percent(15) ? 2 + chance.below(8) : 1, chance),
    pauseMs: isSlow ? chance.below(60) : 0,
    ends: message === null && chance.percent(20),
    cuts: chance.percent(3),
    message,
  };
}

function frame({ body, headers }: FuzzMessage): Buffer {
  const lines = [
    `POST ${ENDPOINT}?Default HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    `Content-Length: ${body.length}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

function cut(bytes: Buffer, count: number, chance: Chance): Buffer[] {
  const places = Array.from({ length: count - 1 }, () => chance.below(bytes.length + 1));
  const edges = [0, ...places.sort((left, right) => left - right), bytes.length];
  return edges.slice(1).map((to, index) => bytes.subarray(edges[index], to));
}
