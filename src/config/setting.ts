import { z } from 'zod';
import type { ValueType } from './value-type.ts';

/** Headings of the reference, in its order. */
export type SettingGroup =
  | 'Listening'
  | 'Who may call'
  | 'Limits'
  | 'TLS'
  | 'Mandators and table'
  | 'SQL Server'
  | 'Spool'
  | 'Subscriptions'
  | 'Cut-over'
  | 'Administration'
  | 'Logging'
  | 'Start and stop';

/** What is said about a setting at its declaration. */
export interface SettingText {
  readonly group: SettingGroup;
  /** What it does: one or two sentences. */
  readonly summary: string;
  /** When to change it. */
  readonly advice: string;
  /** Environment variables in order of precedence, where they are not derived from the setting's name. */
  readonly env?: readonly string[];
  /** Never shown, never a command line option (process listings show those), and readable from `NAME_FILE`. */
  readonly secret?: true;
  /** Not sensible inside the settings file. */
  readonly notInFile?: true;
  /** What holds where there is no default value, for the reference. */
  readonly unset?: string;
  /** A value for the sample file where the default is not a good example. */
  readonly example?: unknown;
}

/** All that is known of a setting but its name. */
export interface SettingInfo extends SettingText, Omit<ValueType<unknown>, 'schema'> {
  /** The default in the spelling that a person would use. */
  readonly defaultValue?: unknown;
}

/** Where the declarations keep what zod has no word for. */
export const settingInfo = z.registry<SettingInfo>();

/** Declares a setting that has a default. */
export function setting<T>(
  type: ValueType<T>,
  about: SettingText & { readonly default: unknown },
): z.ZodPrefault<z.ZodType<T>> {
  const { default: defaultValue, ...text } = about;
  const { schema, ...rest } = type;
  return schema.prefault(defaultValue).register(settingInfo, { ...text, ...rest, defaultValue });
}

/** Declares a setting that may be absent; `unset` says what holds then. */
export function optionalSetting<T>(
  type: ValueType<T>,
  about: SettingText & { readonly unset: string },
): z.ZodOptional<z.ZodType<T>> {
  const { schema, ...rest } = type;
  return schema.optional().register(settingInfo, { ...about, ...rest });
}
