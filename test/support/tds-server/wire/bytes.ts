/** Reads little-endian fields from a message. Reading past the end throws a RangeError. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#skip(1));
  }

  uint16(): number {
    return this.#bytes.readUInt16LE(this.#skip(2));
  }

  int16(): number {
    return this.#bytes.readInt16LE(this.#skip(2));
  }

  int32(): number {
    return this.#bytes.readInt32LE(this.#skip(4));
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#skip(4));
  }

  bigInt64(): bigint {
    return this.#bytes.readBigInt64LE(this.#skip(8));
  }

  bigUint64(): bigint {
    return this.#bytes.readBigUInt64LE(this.#skip(8));
  }

  double(): number {
    return this.#bytes.readDoubleLE(this.#skip(8));
  }

  float(): number {
    return this.#bytes.readFloatLE(this.#skip(4));
  }

  /** An unsigned number of 1 to 6 bytes. */
  uint(size: number): number {
    return this.#bytes.readUIntLE(this.#skip(size), size);
  }

  bytes(length: number): Buffer {
    const start = this.#skip(length);
    if (start + length > this.#bytes.length) {
      throw new RangeError('the message ends too early');
    }
    return this.#bytes.subarray(start, start + length);
  }

  /** UTF-16, `length` in characters. */
  text(length: number): string {
    return this.bytes(length * 2).toString('utf16le');
  }

  rest(): Buffer {
    return this.bytes(this.left);
  }

  #skip(length: number): number {
    const start = this.#at;
    this.#at += length;
    return start;
  }
}

/** Collects little-endian fields of a message. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(4096);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  uint8(value: number): this {
    const at = this.#reserve(1);
    this.#bytes.writeUInt8(value, at);
    return this;
  }

  uint16(value: number): this {
    const at = this.#reserve(2);
    this.#bytes.writeUInt16LE(value, at);
    return this;
  }

  uint32(value: number): this {
    const at = this.#reserve(4);
    this.#bytes.writeUInt32LE(value, at);
    return this;
  }

  int16(value: number): this {
    const at = this.#reserve(2);
    this.#bytes.writeInt16LE(value, at);
    return this;
  }

  int32(value: number): this {
    const at = this.#reserve(4);
    this.#bytes.writeInt32LE(value, at);
    return this;
  }

  uint64(value: bigint): this {
    const at = this.#reserve(8);
    this.#bytes.writeBigUInt64LE(value, at);
    return this;
  }

  int64(value: bigint): this {
    const at = this.#reserve(8);
    this.#bytes.writeBigInt64LE(value, at);
    return this;
  }

  double(value: number): this {
    const at = this.#reserve(8);
    this.#bytes.writeDoubleLE(value, at);
    return this;
  }

  /** An unsigned number of 1 to 6 bytes. */
  uint(value: number, size: number): this {
    const at = this.#reserve(size);
    this.#bytes.writeUIntLE(value, at, size);
    return this;
  }

  bytes(value: Uint8Array): this {
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** UTF-16 without a length. */
  text(value: string): this {
    const at = this.#reserve(value.length * 2);
    this.#bytes.write(value, at, 'utf16le');
    return this;
  }

  /** B_VARCHAR: a byte with the number of characters, and at most 255 of them. */
  shortText(value: string): this {
    const cut = value.slice(0, 255);
    return this.uint8(cut.length).text(cut);
  }

  /** US_VARCHAR: two bytes with the number of characters. */
  longText(value: string): this {
    return this.uint16(value.length).text(value);
  }

  /** Changes two bytes written before. */
  patchUint16(value: number, at: number): void {
    this.#bytes.writeUInt16LE(value, at);
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Makes room before anything is written: the bytes may move. */
  #reserve(size: number): number {
    const start = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    return start;
  }
}
