import type { Texts } from '../../../language.ts';

const en = {
  tooLong: (seconds: number) => `could not be examined within ${seconds} seconds`,
  again: 'Run the command again; if it stays, look at this by hand.',
  failed: (reason: string) => `could not be examined: ${reason}`,
  report: 'Look at this by hand, and report it with the output of sync-notification doctor --redact.',
  node: (version: string, platform: string, arch: string) => `Node.js ${version}, ${platform} ${arch}`,
  oldNode: (node: string, wanted: number) => `${node}: the service needs ${wanted} or newer`,
  updateNode: (wanted: number) => `Install Node.js ${wanted} or newer.`,
};

const de: typeof en = {
  tooLong: (seconds) => `liess sich in ${seconds} Sekunden nicht untersuchen`,
  again: 'Führen Sie den Befehl noch einmal aus; bleibt es so, sehen Sie von Hand nach.',
  failed: (reason) => `liess sich nicht untersuchen: ${reason}`,
  report: 'Sehen Sie von Hand nach, und melden Sie es mit der Ausgabe von sync-notification doctor --redact.',
  node: (version, platform, arch) => `Node.js ${version}, ${platform} ${arch}`,
  oldNode: (node, wanted) => `${node}: der Dienst braucht ${wanted} oder neuer`,
  updateNode: (wanted) => `Installieren Sie Node.js ${wanted} oder neuer.`,
};

/** What is said of probes as such, and of Node.js. */
export const PROBE_TEXTS: Texts<typeof en> = { en, de };
