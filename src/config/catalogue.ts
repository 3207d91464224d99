import type { SettingInfo } from './setting.ts';
import { settingInfo } from './setting.ts';
import { settingsSchema } from './settings-schema.ts';

/** Name of a setting, as in the settings file. */
export type SettingName = keyof typeof settingsSchema.shape;

/** A setting under all its names. */
export interface SettingEntry {
  readonly name: SettingName;
  readonly info: SettingInfo;
  /** Environment variables that give it, the one that wins first. By mandator, `_<MANDATOR>` is appended. */
  readonly env: readonly [string, ...string[]];
  /** Command line option (`--max-body-bytes`), null for secrets and for values by mandator. */
  readonly flag: string | null;
}

/** Every setting in the order of its declaration. */
export function settingEntries(): readonly SettingEntry[] {
  return (Object.keys(settingsSchema.shape) as SettingName[]).map((name) => {
    const info = settingInfo.get(settingsSchema.shape[name]);
    if (info === undefined) {
      throw new TypeError(`The setting ${name} is not declared with setting() or optionalSetting()`);
    }
    const words = name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`);
    const [first = `SYNC_${words.toUpperCase()}`, ...others] = info.env ?? [];
    const hasFlag = info.secret !== true && info.perMandator === undefined;
    return {
      name,
      info,
      env: [first, ...others],
      flag: hasFlag ? `--${words.replaceAll('_', '-').toLowerCase()}` : null,
    };
  });
}
