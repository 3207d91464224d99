/** Bytes of a GUID. */
export const GUID_BYTES = 16;

/**
 * The text of a GUID in .NET's byte order, lower case: the first three groups are little-endian.
 * @param bytes at least 16 from `offset` on
 */
export function guidText(bytes: Uint8Array, offset: number): string {
  const hex = (from: number, to: number): Buffer => Buffer.from(bytes.subarray(offset + from, offset + to));
  return [hex(0, 4).reverse(), hex(4, 6).reverse(), hex(6, 8).reverse(), hex(8, 10), hex(10, GUID_BYTES)]
    .map((part) => part.toString('hex'))
    .join('-');
}
