import { optionalSetting, setting } from './setting.ts';
import { byteSize, duration, endpointUrl, oneOf } from './value-type.ts';

const MIB = 1024 * 1024;

/** The settings of a cut-over, declared as all others are. */
export const mirrorSettings = {
  mirror: optionalSetting(endpointUrl(), {
    group: 'Cut-over',
    unset: 'none: messages go nowhere else',
    example: 'http://oldserver/Webservices/SyncNotification.svc',
    summary:
      'Address of the old endpoint: every message is also sent there as it came in, with its own query, and the ' +
      'replies are compared.',
    advice: 'Set it for the days of a cut-over (docs/cutover.md), and remove it afterwards.',
  }),
  primary: setting(oneOf(['self', 'legacy']), {
    group: 'Cut-over',
    default: 'self',
    summary:
      'Whose reply Exchange gets while there is a `mirror`: `self`, ours; `legacy`, that of the old endpoint, or ours ' +
      'where it gives none in time.',
    advice:
      'Set `legacy` while ROOMS still reads what the old endpoint writes. Both then need a table of their own.',
  }),
  mirrorTimeoutMs: setting(duration(100), {
    group: 'Cut-over',
    default: '10s',
    summary: 'How long a reply of the old endpoint is waited for.',
    advice: 'Keep it below the 30 s after which Exchange repeats a message.',
  }),
  mirrorQueueBytes: setting(byteSize(MIB, 1024 * MIB), {
    group: 'Cut-over',
    default: '64MiB',
    summary:
      'Most memory for messages that wait for the old endpoint. What comes when it is full is not sent there, and ' +
      'counted.',
    advice: 'Leave it: a message takes about 5 kB, and waits an hour at most.',
  }),
};
