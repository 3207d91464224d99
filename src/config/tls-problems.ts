import type { SettingProblem } from './settings-error.ts';

interface TlsFiles {
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly tlsPfx?: string | undefined;
  readonly tlsClientCa?: string | undefined;
}

/** What does not fit together among the settings of TLS. */
export function tlsProblems({ tlsCert, tlsKey, tlsPfx, tlsClientCa }: TlsFiles): SettingProblem[] {
  const problem = (setting: string, found: string, remedy: string): SettingProblem[] => [
    { setting, env: `SYNC_${setting.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`, found, remedy },
  ];
  if (tlsPfx !== undefined && (tlsCert !== undefined || tlsKey !== undefined)) {
    return problem('tlsPfx', 'set beside tlsCert or tlsKey', 'Remove it, or remove tlsCert and tlsKey.');
  }
  if (tlsCert === undefined && tlsKey !== undefined) {
    return problem('tlsCert', 'missing, and tlsKey is set', 'Set it, or remove tlsKey.');
  }
  if (tlsKey === undefined && tlsCert !== undefined) {
    return problem('tlsKey', 'missing, and tlsCert is set', 'Set it, or remove tlsCert.');
  }
  return tlsClientCa !== undefined && tlsPfx === undefined && tlsCert === undefined
    ? problem('tlsClientCa', 'set without a certificate of the service', 'Set tlsCert and tlsKey, or tlsPfx.')
    : [];
}
