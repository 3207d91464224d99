import { settingEntries, type SettingEntry } from '../config/catalogue.ts';
import type { Settings } from '../config/settings.ts';
import type { SettingInForce } from './status.ts';

/** Stands for every secret that is set. */
export const HIDDEN = '(hidden)';

/** Units from the largest to the smallest, as settings may be written with them. */
const UNITS = {
  time: [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ],
  size: [
    ['GiB', 1024 ** 3],
    ['MiB', 1024 ** 2],
    ['KiB', 1024],
    ['', 1],
  ],
} as const;

/** Every setting as it holds, in the order of the reference; those by mandator once for each. */
export function settingsInForce(settings: Settings): SettingInForce[] {
  return settingEntries().flatMap((entry) => {
    const value: unknown = settings[entry.name];
    if (entry.info.perMandator === undefined) {
      return [inForce(settings, entry, entry.name, value)];
    }
    const names = Object.keys(value as object);
    return names.length === 0
      ? [inForce(settings, entry, entry.name, undefined)]
      : names.map((name) =>
          inForce(settings, entry, `${entry.name}.${name}`, (value as Record<string, unknown>)[name]),
        );
  });
}

function inForce(settings: Settings, entry: SettingEntry, name: string, value: unknown): SettingInForce {
  const origin = settings.origin[name];
  return {
    name,
    group: entry.info.group,
    value: value === undefined ? null : entry.info.secret === true ? HIDDEN : written(value, entry),
    from: origin?.source ?? 'default',
    source: origin === undefined || origin.name === '' ? null : origin.name,
  };
}

/** As it could be written in the environment. */
function written(value: unknown, { info }: SettingEntry): string {
  if (typeof value === 'number') {
    const { placeholder } = info;
    return placeholder === 'time' || placeholder === 'size'
      ? withUnit(value, UNITS[placeholder])
      : String(value);
  }
  if (typeof value === 'boolean') {
    return value ? 'on' : 'off';
  }
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function withUnit(value: number, units: readonly (readonly [name: string, factor: number])[]): string {
  const [name, factor] = units.find(([, size]) => value >= size && value % size === 0) ?? ['', 1];
  return `${value / factor}${name}`;
}
