import type { GermanText } from './german-text.ts';

/** The settings about mandators, databases, the spool and subscriptions, in German. */
export const STORING = {
  mandators: {
    summary:
      'Mandanten, für die Benachrichtigungen angenommen werden: der Name nach `?` in der URL, in beliebiger Schreibung.',
    advice:
      'Ohne SQL Server setzen, oder um nur einige der konfigurierten Verbindungszeichenfolgen zu bedienen.',
    allowed: 'eine Liste von Mandanten',
    unset: 'die Namen der Verbindungszeichenfolgen, sonst `Default`',
  },
  defaultMandator: {
    summary: 'Mandant von Anfragen, deren URL keinen nennt.',
    advice: 'Setzen, wenn es nicht der erste ist.',
    allowed: 'der Name eines Mandanten',
    unset: 'der erste Mandant',
  },
  store: {
    summary:
      'Wohin Zeilen geschrieben werden: in die SQL-Server-Datenbank jedes Mandanten oder in eine SQLite-Datei in `dataDir`.',
    advice: 'Auf `sqlite` setzen, um den Dienst auszuprobieren, ohne konfigurierte Datenbanken anzurühren.',
    unset: '`mssql`, wenn Verbindungszeichenfolgen konfiguriert sind, sonst `sqlite`',
  },
  roomsConfigDir: {
    summary:
      'Ordner mit der `ConnectionStrings.config` von ROOMS (Mandanten und ihre Datenbanken) und der ' +
      '`RoomsAppSettings.config` (Standardmandant, Pfad des Endpunkts). Was anderswo gesetzt ist, geht vor.',
    advice:
      'Setzen, wenn die Konfiguration von ROOMS in einem anderen Ordner liegt oder auf diese Maschine kopiert wurde.',
    allowed: 'der Pfad eines Ordners',
    unset: 'auf Windows der Ordner der ROOMS-Installation, wenn es einen gibt; sonst keiner',
  },
  dataDir: {
    summary: 'Ordner für die Dateien des Dienstes. Gibt es ihn nicht, wird er angelegt.',
    advice: 'Auf einen lokalen, gesicherten Datenträger legen, nie auf eine Netzfreigabe.',
    allowed: 'der Pfad eines Ordners',
  },
  mapping: {
    summary: 'Mapping-Datei: die Tabelle, ihre Spalten, und wo in einer Meldung jeder Wert gelesen wird.',
    advice: 'Setzen, wenn die Tabelle Ihrer ROOMS-Version andere Spalten hat.',
    allowed: 'der Pfad einer Mapping-Datei',
    unset: 'das eingebaute Mapping auf `SyncNotification`',
  },
  writeTimeoutMs: {
    summary:
      'Wie lange ein Schreiben dauern darf, bevor der Spool die Zeilen nimmt; ohne SQL Server, bevor dem Absender gesagt ' +
      'wird, er solle es noch einmal versuchen.',
    advice: 'Unter 20 s lassen: Exchange wiederholt eine Meldung nach 30 s.',
  },
  connectionStrings: {
    summary: 'ADO.NET-Verbindungszeichenfolge der Datenbank eines Mandanten.',
    advice:
      'Aus der `ConnectionStrings.config` von ROOMS kopieren; das Passwort gehört nicht hinein (`sqlPassword`).',
    allowed: 'eine ADO.NET-Verbindungszeichenfolge je Mandant',
  },
  sqlUser: {
    summary:
      'Anmeldung für Verbindungszeichenfolgen, die keine nennen oder integrierte Sicherheit verlangen; je Mandant auch anstelle ' +
      'der genannten. Es ist eine SQL-Anmeldung, oder mit `sqlDomain` (oder als `DOMAIN\\user` geschrieben) ein Windows-Konto.',
    advice: 'Ein Mandant mit eigenem Benutzer nimmt Passwort und Domäne nur aus seinen eigenen Werten.',
    allowed: 'ein Benutzername, für alle Mandanten oder je Mandant',
  },
  sqlPassword: {
    summary: 'Passwort von `sqlUser`, oder des Benutzers in einer Verbindungszeichenfolge ohne Passwort.',
    advice: 'Besser `SYNC_SQL_PASSWORD_FILE`, der Pfad einer Datei, die nur der Dienst lesen kann.',
    allowed: 'ein Passwort, für alle Mandanten oder je Mandant',
  },
  sqlDomain: {
    summary: 'Windows-Domäne von `sqlUser`; damit ist es eine NTLM-Anmeldung anstelle einer SQL-Anmeldung.',
    advice: 'Setzen, wenn die Datenbank nur Windows-Konten kennt.',
    allowed: 'eine Windows-Domäne, für alle Mandanten oder je Mandant',
  },
  sqlTlsMinVersion: {
    summary: 'Älteste TLS-Version, die von SQL Server angenommen wird.',
    advice:
      'Nur für Server senken, die sich nicht aktualisieren lassen: SQL Server vor 2016 ohne sein Update für TLS 1.2.',
  },
  spoolMaxBytes: {
    summary:
      'Wie gross `spool.db` höchstens wird, wo Zeilen in `dataDir` warten, solange SQL Server sie nicht nimmt; darüber wird dem ' +
      'Absender gesagt, er solle es noch einmal versuchen.',
    advice:
      'Ein Ereignis braucht etwa 1 KiB. Anheben, wenn viele Postfächer einen langen Ausfall überdauern müssen.',
  },
  spoolMaxAgeMs: {
    summary:
      'Wie lange Zeilen im Spool warten dürfen, bevor das als Fehler gemeldet wird. Wegen ihres Alters wird keine gelöscht.',
    advice:
      'Senken, um früher alarmiert zu werden; solange Zeilen warten, sind die Räume nicht auf dem neusten Stand.',
  },
  statusFrequencyMs: {
    summary:
      'StatusFrequency, die ROOMS beim Abonnieren verlangt: Eine Subscription, die doppelt so lange nichts von sich hören ' +
      'lässt, wird als still gemeldet. Der Wert gilt, bis die Lebenszeichen einer Subscription den ihren gezeigt haben.',
    advice: 'Auf den Wert von ROOMS setzen, wenn es nicht 30 Minuten sind.',
  },
  retiredMandators: {
    summary:
      'Mandanten, die stillgelegt werden: Ihre Meldungen werden wie immer gespeichert und mit `Unsubscribe` beantwortet, ' +
      'damit Exchange ihre Subscriptions beendet.',
    advice:
      'Setzen, bevor ein Mandant entfernt wird; `subscriptions end` tut dasselbe für einzelne Subscriptions.',
    allowed: 'eine Liste von Mandanten',
    unset: 'keine',
  },
  maxSubscriptions: {
    summary:
      'Höchstzahl der Subscriptions, über die Buch geführt wird; darüber gehen zuerst die, von denen am längsten nichts gehört wurde.',
    advice: 'Anheben, wenn mehr Postfächer synchronisiert werden; jede braucht etwa 2 kB Arbeitsspeicher.',
  },
  forgetSubscriptionsAfterDays: {
    summary: 'Nach wie vielen Tagen, in denen nichts von ihr zu hören war, eine Subscription vergessen wird.',
    advice: 'So lassen.',
  },
  mirror: {
    summary:
      'Adresse des alten Endpunkts: Jede Meldung wird auch dorthin gesendet, so wie sie kam, mit ihrer eigenen Query, und ' +
      'die Antworten werden verglichen.',
    advice: 'Für die Tage einer Umstellung setzen (docs/umstellung.de.md), und danach entfernen.',
    allowed: 'eine http- oder https-URL ohne Benutzer, Query und Fragment',
    unset: 'keine: Die Meldungen gehen sonst nirgends hin',
  },
  primary: {
    summary:
      'Wessen Antwort Exchange bekommt, solange es einen `mirror` gibt: `self`, unsere; `legacy`, die des alten Endpunkts, ' +
      'oder unsere, wenn er rechtzeitig keine gibt.',
    advice:
      'Auf `legacy` setzen, solange ROOMS noch liest, was der alte Endpunkt schreibt. Beide brauchen dann je eine eigene Tabelle.',
  },
  mirrorTimeoutMs: {
    summary: 'Wie lange auf eine Antwort des alten Endpunkts gewartet wird.',
    advice: 'Unter den 30 s lassen, nach denen Exchange eine Meldung wiederholt.',
  },
  mirrorQueueBytes: {
    summary:
      'Höchstens so viel Arbeitsspeicher für Meldungen, die auf den alten Endpunkt warten. Was kommt, wenn er voll ist, wird nicht ' +
      'dorthin gesendet, aber gezählt.',
    advice: 'So lassen: Eine Meldung braucht etwa 5 kB und wartet höchstens eine Stunde.',
  },
} satisfies Readonly<Record<string, GermanText>>;
