import { createHash } from 'node:crypto';

/** A source of chance that repeats itself: the same seed gives the same sequence on every machine. */
export interface Random {
  /** 0 to 4,294,967,295. */
  uint32(): number;
  /** 0 to `limit` - 1. */
  below(limit: number): number;
  /** A version 4 GUID in its text form, lower case. */
  guid(): string;
}

/**
 * Small Fast Counter (sfc32, Chris Doty-Humphrey, PractRand): 128 bits of state, so that two runs with seeds of
 * their own never produce the same ids by accident.
 * @param seed any text; it is hashed, so that seeds that look alike have nothing in common
 */
export function createRandom(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest();
  let a = digest.readUInt32LE(0);
  let b = digest.readUInt32LE(4);
  let c = digest.readUInt32LE(8);
  let counter = 1;

  const uint32 = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The author's advice: the first rounds only spread the seed over the state.
  for (let round = 0; round < 12; round++) {
    uint32();
  }

  return {
    uint32,
    below: (limit) => uint32() % limit,
    guid: () => {
      const bytes = Buffer.alloc(16);
      for (let offset = 0; offset < 16; offset += 4) {
        bytes.writeUInt32BE(uint32(), offset);
      }
      bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x40;
      bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}
