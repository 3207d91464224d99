/**
 * MD4 (RFC 1320), which NTLM derives its keys with and OpenSSL 3 no longer offers. For checking test logins only.
 */
export function md4(message: Buffer): Buffer {
  const padded = Buffer.alloc(((message.length + 8) >> 6) * 64 + 64);
  message.copy(padded);
  padded.writeUInt8(0x80, message.length);
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, padded.length - 8);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < padded.length; block += 64) {
    const words = Array.from({ length: 16 }, (_, at) => padded.readUInt32LE(block + at * 4));
    mix(state, words);
  }
  const digest = Buffer.alloc(16);
  state.forEach((word, at) => digest.writeUInt32LE(word >>> 0, at * 4));
  return digest;
}

interface Round {
  readonly combine: (x: number, y: number, z: number) => number;
  readonly constant: number;
  readonly order: readonly number[];
  readonly shifts: readonly [number, number, number, number];
}

const ROUNDS: readonly Round[] = [
  {
    combine: (x, y, z) => (x & y) | (~x & z),
    constant: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
  },
  {
    combine: (x, y, z) => (x & y) | (x & z) | (y & z),
    constant: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
  },
  {
    combine: (x, y, z) => x ^ y ^ z,
    constant: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
  },
];

function mix(state: number[], words: readonly number[]): void {
  let [a, b, c, d] = state as [number, number, number, number];
  for (const { combine, constant, order, shifts } of ROUNDS) {
    order.forEach((word, step) => {
      const sum = (a + combine(b, c, d) + (words[word] ?? 0) + constant) | 0;
      const shift = shifts[step % 4] ?? 0;
      [a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c];
    });
  }
  [a, b, c, d].forEach((word, at) => (state[at] = ((state[at] ?? 0) + word) | 0));
}
