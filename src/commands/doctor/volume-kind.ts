/** Where a folder lies, as far as that is a danger to what is in it. */
export interface VolumeKind {
  readonly danger: 'network' | 'passing';
  /** `SMB`, `tmpfs` */
  readonly name: string;
}

/** Types of file systems as statfs(2) of Linux gives them, after linux/magic.h and the file systems' own headers. */
const LINUX: ReadonlyMap<number, VolumeKind> = new Map([
  [0x517b, { danger: 'network', name: 'SMB' }],
  [0xff534d42, { danger: 'network', name: 'CIFS' }],
  [0xfe534d42, { danger: 'network', name: 'SMB' }],
  [0x6969, { danger: 'network', name: 'NFS' }],
  [0x01021997, { danger: 'network', name: '9P' }],
  [0x00c36400, { danger: 'network', name: 'CephFS' }],
  [0x01021994, { danger: 'passing', name: 'tmpfs' }],
  [0x858458f6, { danger: 'passing', name: 'ramfs' }],
  [0x794c7630, { danger: 'passing', name: 'overlayfs' }],
]);

/**
 * What kind of volume a folder lies on; null where nothing speaks against it, or nothing is known.
 * @param realPath the folder with links and mapped drives resolved: a mapped drive of Windows becomes `\\server\share`
 * @param type the type of the file system, where the system tells it
 */
export function volumeKind(platform: NodeJS.Platform, realPath: string, type: number): VolumeKind | null {
  if (platform === 'win32') {
    const isShare = /^(?:\\\\\?\\UNC\\|\\\\(?![?.]\\))/i.test(realPath);
    return isShare ? { danger: 'network', name: 'SMB' } : null;
  }
  return platform === 'linux' ? (LINUX.get(type) ?? null) : null;
}
