import { z } from 'zod';
import { accessSettings } from './access-settings.ts';
import { adminSettings } from './admin-settings.ts';
import { limitSettings } from './limit-settings.ts';
import { listenSettings } from './listen-settings.ts';
import { logSettings } from './log-settings.ts';
import { mirrorSettings } from './mirror-settings.ts';
import { optionalSetting, setting } from './setting.ts';
import { storeSettings } from './store-settings.ts';
import { tlsSettings } from './tls-settings.ts';
import { duration, filePath, integer, list } from './value-type.ts';

/**
 * Every setting: its name in the file, type, default and description. Validation, environment variables, command
 * line options, the reference and the sample file all come from here, so a new setting is one entry.
 */
export const settingsSchema = z.strictObject({
  ...listenSettings,
  ...accessSettings,
  ...limitSettings,
  ...tlsSettings,
  ...storeSettings,
  statusFrequencyMs: setting(duration(60_000), {
    group: 'Subscriptions',
    default: '30m',
    summary:
      'StatusFrequency that ROOMS asks for when it subscribes: a subscription that is not heard for twice as long is ' +
      'reported as silent. It holds until the heartbeats of a subscription have shown its own.',
    advice: 'Set it to what ROOMS uses, if that is not 30 minutes.',
  }),
  retiredMandators: optionalSetting(list(/^[^*?&#]+$/, 'a list of mandator names', 'name,...'), {
    group: 'Subscriptions',
    unset: 'none',
    example: ['OLD'],
    summary:
      'Mandators that are being retired: their messages are stored as ever and answered with `Unsubscribe`, so that ' +
      'Exchange ends their subscriptions.',
    advice:
      'Set it before a mandator is removed; `subscriptions end` does the same for single subscriptions.',
  }),
  maxSubscriptions: setting(integer(100, 1_000_000), {
    group: 'Subscriptions',
    default: 20_000,
    summary:
      'Most subscriptions kept track of; beyond it those that were not heard for the longest time go first.',
    advice: 'Raise it where more mailboxes are synchronised; each one takes about 2 kB of memory.',
  }),
  forgetSubscriptionsAfterDays: setting(integer(1, 3650), {
    group: 'Subscriptions',
    default: 100,
    summary: 'After how many days without word a subscription is forgotten.',
    advice: 'Leave it.',
  }),
  ...mirrorSettings,
  ...adminSettings,
  ...logSettings,
  config: optionalSetting(filePath('the path of a settings file', 'file'), {
    group: 'Start and stop',
    unset: 'no file',
    notInFile: true,
    summary: 'Settings file: JSON, comments allowed. Relative paths in it start at its folder.',
    advice: 'Begin with `deploy/sync-notification.sample.jsonc`.',
  }),
  shutdownTimeoutMs: setting(duration(0), {
    group: 'Start and stop',
    default: '10s',
    summary: 'How long a stop waits for requests that were accepted.',
    advice: 'Keep it below the time after which the service manager ends the process.',
  }),
});
