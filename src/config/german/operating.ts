import type { GermanText } from './german-text.ts';

/** The settings about administration, logs, start and stop, in German. */
export const OPERATING = {
  adminPort: {
    summary:
      'TCP-Port der Statusseite und von `/healthz`, `/readyz`, `/metrics` und `/api/`. Hat ihn ein anderes Programm, wird es ' +
      'erneut versucht, und Benachrichtigungen werden unterdessen angenommen; `0` ist irgendein freier Port.',
    advice:
      'Jedem von mehreren Diensten auf einer Maschine einen eigenen geben; `off`, wenn niemand nachsieht.',
    allowed: 'ein TCP-Port von 0 bis 65535, oder off',
  },
  adminHost: {
    summary: 'Adresse, an welcher der Port für Administratoren lauscht.',
    advice:
      'So lassen, wenn Sie von der Maschine selbst aus nachsehen. Jede andere, etwa 0.0.0.0 in einem Container, verlangt ein ' +
      '`adminToken`.',
    allowed: 'eine IP-Adresse oder ein Hostname dieser Maschine',
  },
  adminToken: {
    summary:
      'Was Administratoren und Überwachung vorweisen müssen: als `Authorization: Bearer`, oder als Passwort, nach dem der ' +
      'Browser fragt.',
    advice:
      'Setzen, wenn `adminHost` nicht diese Maschine ist. Besser `SYNC_ADMIN_TOKEN_FILE`; erzeugen mit `openssl rand -hex 32`.',
    allowed: '16 oder mehr sichtbare ASCII-Zeichen ohne Leerzeichen, wie `openssl rand -hex 32` sie ausgibt',
    unset: 'es wird keines verlangt, und nur diese Maschine bekommt Antwort',
  },
  logLevel: {
    summary: 'Unwichtigste Zeilen, die ins Log kommen. Mit `info` gibt es eine je Anfrage.',
    advice: '`debug`, um die Stacks von Fehlern zu sehen; `warn`, damit nur Probleme ins Log kommen.',
  },
  logFormat: {
    summary: 'Ein JSON-Objekt je Zeile (`json`), oder lesbare Zeilen (`text`).',
    advice: '`text`, wenn ein Mensch mitliest.',
  },
  logDir: {
    summary:
      'Ordner für Log-Dateien: eine je Tag, mit denselben Zeilen wie die Standardausgabe. Gibt es ihn nicht, wird er angelegt.',
    advice:
      'Setzen, wenn niemand die Standardausgabe aufhebt. Ein lokaler Ordner: Mehrere Prozesse dürfen ihn teilen, mehrere ' +
      'Maschinen nicht.',
    allowed: 'der Pfad eines Ordners',
    unset: 'keine Log-Dateien; hinter iisnode und HttpPlatformHandler der Ordner `logs` im Datenordner',
  },
  logFileMaxBytes: {
    summary: 'Grösse, von der an auf eine Log-Datei eine weitere desselben Tages folgt.',
    advice:
      'Senken, wenn Ihr Editor mit grossen Dateien Mühe hat. Die Zeile einer Anfrage hat etwa 300 Bytes.',
  },
  logFileKeepDays: {
    summary: 'Nach wie vielen Tagen Log-Dateien entfernt werden.',
    advice: 'Zusammen mit `logDirMaxBytes` anheben, wenn Logs länger aufzubewahren sind.',
  },
  logDirMaxBytes: {
    summary:
      'Was alle Log-Dateien zusammen höchstens belegen: Die ältesten werden vor ihrer Zeit entfernt, damit eine Flut von ' +
      'Zeilen den Datenträger dem Spool lässt.',
    advice: 'Kleiner als das, was der Datenträger übrig hat.',
  },
  logStdout: {
    summary:
      'Ob Zeilen auch auf die Standardausgabe gehen, obwohl es Log-Dateien gibt. Wenn nicht, gehen sie nur dorthin, solange ' +
      'sich die Dateien nicht schreiben lassen.',
    advice: '`off`, wenn die Standardausgabe in einer Datei endet, die niemand begrenzt.',
    unset: 'on; off hinter iisnode und HttpPlatformHandler, wenn Log-Dateien geschrieben werden',
  },
  eventLog: {
    summary:
      'Ob auch ins Windows-Ereignisprotokoll kommt, was einen Menschen braucht (Anwendung, Quelle ' +
      '`rooms-sync-notification`).',
    advice:
      'So lassen, ausser Ihre Überwachung zählte dasselbe zweimal. Die Nummern stehen in docs/logging.de.md.',
    unset: 'on auf Windows',
  },
  config: {
    summary: 'Einstellungsdatei: JSON, Kommentare erlaubt. Relative Pfade darin beginnen in ihrem Ordner.',
    advice: 'Mit `deploy/sync-notification.sample.jsonc` beginnen.',
    allowed: 'der Pfad einer Einstellungsdatei',
    unset: 'keine Datei',
  },
  shutdownTimeoutMs: {
    summary: 'Wie lange beim Stoppen auf Anfragen gewartet wird, die angenommen wurden.',
    advice: 'Kürzer als die Zeit, nach welcher die Dienstverwaltung den Prozess beendet.',
  },
} satisfies Readonly<Record<string, GermanText>>;
