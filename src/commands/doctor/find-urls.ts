import { readFileSync } from 'node:fs';
import { knownRoomsConfigDirs, readRoomsConfig } from '../../config/rooms-config.ts';
import { findRoomsConfigDir } from '../../config/settings-rooms.ts';
import { keepHost } from './collect-private.ts';
import type { Context } from './context.ts';
import { hostOf } from './host-of.ts';

/** A URL that Exchange is told, or is said to be told. */
export interface OutsideUrl {
  /** The key of ROOMS's configuration that has it, or `--url`. */
  readonly key: string;
  readonly url: URL;
}

/** The URLs that reach the service from outside: as ROOMS configures them, and as given on the command line. */
export function findOutsideUrls({ sources, settings, platform, url, keep }: Context): readonly OutsideUrl[] {
  const { readFile = readFileSync, env } = sources;
  const dir = settings.roomsConfigDir ?? findRoomsConfigDir(knownRoomsConfigDirs(platform, env), readFile);
  const configured = dir === null ? [] : readRoomsConfig(dir, readFile).serviceUrls;
  const all = [...(url === null ? [] : [{ key: '--url', url }]), ...configured];
  return all.map(({ key, url: text }) => {
    const parsed = new URL(text);
    parsed.search = '';
    parsed.hash = '';
    keepHost(hostOf(parsed), keep);
    return { key, url: parsed };
  });
}
