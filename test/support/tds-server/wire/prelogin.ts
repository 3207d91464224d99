import type { ProductVersion } from '../engine/instance.ts';

/** Values of the ENCRYPTION option (MS-TDS 2.2.6.5). */
export const ENCRYPTION = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

const OPTION = { version: 0, encryption: 1, instance: 2, thread: 3, mars: 4, end: 0xff } as const;

/** What the client's PRELOGIN says about encryption. */
export function readEncryption(data: Buffer): number {
  for (let at = 0; at < data.length && data[at] !== OPTION.end; at += 5) {
    if (data[at] === OPTION.encryption) {
      return data.readUInt8(data.readUInt16BE(at + 1));
    }
  }
  return ENCRYPTION.notSupported;
}

/** The server's PRELOGIN. */
export function writePrelogin(version: ProductVersion, encryption: number): Buffer {
  const versionBytes = Buffer.alloc(6);
  versionBytes.writeUInt8(version.major, 0);
  versionBytes.writeUInt8(version.minor, 1);
  versionBytes.writeUInt16BE(version.build, 2);
  const options: readonly (readonly [number, Buffer])[] = [
    [OPTION.version, versionBytes],
    [OPTION.encryption, Buffer.of(encryption)],
    [OPTION.instance, Buffer.of(0)],
    [OPTION.thread, Buffer.alloc(0)],
    [OPTION.mars, Buffer.of(0)],
  ];
  let offset = options.length * 5 + 1;
  const head = options.map(([token, value]) => {
    const entry = Buffer.alloc(5);
    entry.writeUInt8(token, 0);
    entry.writeUInt16BE(offset, 1);
    entry.writeUInt16BE(value.length, 3);
    offset += value.length;
    return entry;
  });
  return Buffer.concat([...head, Buffer.of(OPTION.end), ...options.map(([, value]) => value)]);
}
