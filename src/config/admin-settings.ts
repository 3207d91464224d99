import { z } from 'zod';
import { optionalSetting, setting } from './setting.ts';
import { ownAddress, type ValueType } from './value-type.ts';

/** Fewest characters of a token: one of letters and digits then takes longer to guess than anybody has. */
const SHORTEST_TOKEN = 16;

/** The settings of the listener for administrators, declared as all others are. */
export const adminSettings = {
  adminPort: setting(portOrOff(), {
    group: 'Administration',
    default: 8081,
    summary:
      'TCP port of the status page, `/healthz`, `/readyz`, `/metrics` and `/api/`. It is tried again while another ' +
      'program has it, and notifications are received meanwhile; `0` is any free port.',
    advice: 'Give each of several services on a machine a port of its own; `off` where nobody looks.',
  }),
  adminHost: setting(ownAddress(), {
    group: 'Administration',
    default: '127.0.0.1',
    summary: 'Address that the port for administrators listens on.',
    advice:
      'Leave it where you look from the machine itself. Any other address, such as 0.0.0.0 in a container, ' +
      'needs `adminToken`.',
  }),
  adminToken: optionalSetting(token(), {
    group: 'Administration',
    unset: 'no token is asked for, and only this machine is answered',
    example: 'better-in-SYNC_ADMIN_TOKEN_FILE',
    secret: true,
    summary:
      'What administrators and monitoring have to show: as `Authorization: Bearer`, or as the password that the ' +
      'browser asks for.',
    advice:
      'Set it where `adminHost` is not this machine. Prefer `SYNC_ADMIN_TOKEN_FILE`; make one with ' +
      '`openssl rand -hex 32`.',
  }),
};

function portOrOff(): ValueType<number | 'off'> {
  return {
    schema: z.preprocess(
      (value) => {
        if (value === false || (typeof value === 'string' && /^(off|no|false)$/i.test(value))) {
          return 'off';
        }
        return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
      },
      z.union([z.int().min(0).max(65_535), z.literal('off')]),
    ),
    allowed: 'a TCP port from 0 to 65535, or off',
    placeholder: 'port|off',
  };
}

/** Headers carry visible ASCII without loss; anything else comes out of browsers in one encoding or another. */
function token(): ValueType<string> {
  return {
    schema: z.string().regex(new RegExp(`^[\\x21-\\x7e]{${SHORTEST_TOKEN},}$`)),
    allowed: `${SHORTEST_TOKEN} or more visible ASCII characters without spaces, such as openssl rand -hex 32 prints`,
    placeholder: 'token',
  };
}
