/**
 * The run-length compression of Exchange's ids ([MS-OXWSITEMID]): two equal bytes in a row are followed by a
 * byte that says how many more of them come. It makes an id longer where pairs stand in it, so Exchange uses it
 * only where it helps.
 */
export function compressRuns(bytes: Uint8Array): Uint8Array {
  // At worst all bytes are pairs, and a pair becomes three bytes.
  const out = new Uint8Array(Math.ceil(bytes.length * 1.5));
  let size = 0;
  for (let index = 0; index < bytes.length;) {
    const byte = bytes[index] ?? 0;
    let length = 1;
    while (length < 257 && bytes[index + length] === byte) {
      length++;
    }
    out[size++] = byte;
    if (length > 1) {
      out[size++] = byte;
      out[size++] = length - 2;
    }
    index += length;
  }
  return out.subarray(0, size);
}
