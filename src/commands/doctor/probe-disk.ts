import { constants, realpathSync } from 'node:fs';
import { access, readdir, stat, statfs } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { formatBytes } from '../format-bytes.ts';
import { nearestFolder } from '../nearest-folder.ts';
import { speaker } from '../texts.ts';
import type { Context } from './context.ts';
import { bad, doubtful, good, type Diagnosis } from './diagnosis.ts';
import { DISK_TEXTS } from './texts/disk.ts';
import { volumeKind } from './volume-kind.ts';

/** Below this, in bytes, even a quiet night may not find room. */
const LEAST_ROOM = 256 * 1024 * 1024;

const say = speaker(DISK_TEXTS);

/** The volume of the data folder, whether it is safe there, and what lies in it. Writes nothing. */
export async function probeDisk({ settings, platform, keep }: Context): Promise<Diagnosis[]> {
  const folder = settings.dataDir;
  const nearest = nearestFolder(folder);
  const user = keep('user', userName());
  const [room, rights, files] = await Promise.all([
    probeRoom(folder, nearest, settings.store === 'mssql' ? settings.spoolMaxBytes : 0, platform),
    probeRights(folder, nearest, user),
    probeFiles(folder),
  ]);
  return [...room, rights, ...files];
}

async function probeRoom(
  folder: string,
  nearest: string,
  spoolMaxBytes: number,
  platform: NodeJS.Platform,
): Promise<Diagnosis[]> {
  try {
    const { bavail, blocks, bsize, type } = await statfs(nearest);
    const kind = volumeKind(platform, realpathSync.native(nearest), type);
    return [
      judgeRoom(folder, { freeBytes: bavail * bsize, totalBytes: blocks * bsize, spoolMaxBytes }),
      ...(kind === null
        ? []
        : [
            kind.danger === 'network'
              ? bad(
                  'disk',
                  say((words) => words.network(folder, kind.name)),
                  say((words) => words.goLocal),
                )
              : doubtful(
                  'disk',
                  say((words) => words.passing(folder, kind.name)),
                  say((words) => words.goLasting),
                ),
          ]),
    ];
  } catch (error) {
    return [
      doubtful(
        'disk',
        say((words) => words.unknown(folder, codeOf(error))),
        say((words) => words.lookThere),
      ),
    ];
  }
}

/** Says whether the room is enough. `spoolMaxBytes` is 0 where there is no spool. */
export function judgeRoom(
  folder: string,
  room: { readonly freeBytes: number; readonly totalBytes: number; readonly spoolMaxBytes: number },
): Diagnosis {
  const { freeBytes, totalBytes, spoolMaxBytes } = room;
  const found = (words: (typeof DISK_TEXTS)['en']): string =>
    words.room(folder, formatBytes(freeBytes), formatBytes(totalBytes));
  if (freeBytes < LEAST_ROOM) {
    return bad(
      'disk',
      say((words) => words.full(found(words))),
      say((words) => words.makeRoom),
    );
  }
  return freeBytes < spoolMaxBytes
    ? doubtful(
        'disk',
        say((words) => words.tight(found(words), formatBytes(spoolMaxBytes))),
        say((words) => words.makeRoomSoon),
      )
    : good('disk', say(found));
}

/** On Windows this sees the attribute "read-only" and no rights: those show in the log of the service only. */
async function probeRights(folder: string, nearest: string, user: string): Promise<Diagnosis> {
  try {
    await access(nearest, constants.W_OK | constants.X_OK);
    return good(
      'disk',
      say((words) => (nearest === folder ? words.writable(folder, user) : words.missing(folder))),
    );
  } catch (error) {
    return bad(
      'disk',
      say((words) => words.notWritable(nearest, user, codeOf(error))),
      say((words) => words.grant),
    );
  }
}

/** SQLite's files and those beside them, with their sizes. */
async function probeFiles(folder: string): Promise<Diagnosis[]> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) {
    return [];
  }
  const sizes = await Promise.all(
    names
      .filter((name) => /\.(?:db|json)(?:-wal|-shm)?$/.test(name))
      .toSorted()
      .map(async (name) => {
        const size = (await stat(join(folder, name)).catch(() => null))?.size;
        return size === undefined ? [] : [`${name} ${formatBytes(size)}`];
      }),
  );
  const files = sizes.flat().join(', ');
  return [
    good(
      'disk',
      say((words) => (files === '' ? words.noFiles(folder) : words.files(files))),
    ),
  ];
}

/** A container may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '?');
  }
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : String(error);
}
