import type { Texts } from '../language.ts';

const en = {
  description: 'run the service until it is told to stop',
  notes:
    'Settings are also read from the file that SYNC_CONFIG names and from the environment; an option wins over both.',
  codes: { 0: 'it was told to stop, and did', 1: 'it could not start, or not stop in order' },
};

export type ServeTexts = typeof en;

const de: ServeTexts = {
  description: 'den Dienst ausführen, bis er beendet wird',
  notes:
    'Einstellungen werden auch aus der Datei gelesen, die SYNC_CONFIG nennt, und aus der Umgebung; eine Option geht beiden vor.',
  codes: { 0: 'er wurde beendet, wie verlangt', 1: 'er konnte nicht starten, oder nicht geordnet enden' },
};

/** What `serve` says in its help. */
export const SERVE_TEXTS: Texts<ServeTexts> = { en, de };
