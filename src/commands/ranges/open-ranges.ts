import { join } from 'node:path';
import { loadSettings } from '../../config/settings.ts';
import type { FolderOptions } from '../folder-options.ts';
import type { Shell } from '../shell.ts';
import { RANGES_FILE, readRangesInForce, type RangesInForce } from '../../net/ranges-file.ts';

/** The list of a service that may be running beside. */
export interface OpenedRanges extends RangesInForce {
  readonly file: string;
  /** Whether the setting allow asks for it. */
  readonly isAllowed: boolean;
}

/**
 * Reads the list that is in force for the configured data folder.
 * @throws SettingsError
 */
export function openRanges({ env, cwd }: Shell, { dataDir, config }: FolderOptions): OpenedRanges {
  const settings = loadSettings({ env, flags: { dataDir, config }, cwd });
  const file = join(settings.dataDir, RANGES_FILE);
  return { ...readRangesInForce(file), file, isAllowed: settings.allow.includes('exchange-online') };
}
