import { parseAddress } from '../net/address.ts';
import type { SettingProblem } from './settings-error.ts';

interface AdminAccess {
  readonly adminPort: number | 'off';
  readonly adminHost: string;
  readonly adminToken?: string | undefined;
}

/** Who reaches the port for administrators from elsewhere has to show a token. */
export function adminProblems({ adminPort, adminHost, adminToken }: AdminAccess): SettingProblem[] {
  if (adminPort === 'off' || adminToken !== undefined || isLoopbackHost(adminHost)) {
    return [];
  }
  return [
    {
      setting: 'adminToken',
      env: 'SYNC_ADMIN_TOKEN',
      found: `missing, and adminHost is ${JSON.stringify(adminHost)}, which others reach`,
      remedy: 'Set it (openssl rand -hex 32 makes one), set adminHost to 127.0.0.1, or adminPort to off.',
    },
  ];
}

/** Whether an address to listen on is this machine's own; `localhost` is the only name that is believed. */
export function isLoopbackHost(host: string): boolean {
  return host.toLowerCase() === 'localhost' || parseAddress(host)?.range() === 'loopback';
}
