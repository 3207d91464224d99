import type { Texts } from '../../../language.ts';

const en = {
  room: (folder: string, free: string, total: string) => `${folder}: ${free} of ${total} are free`,
  full: (room: string) => `${room}, too little to keep notifications on`,
  tight: (room: string, spool: string) => `${room}, less than the spool may take (${spool})`,
  makeRoom: 'Make room on that disk, or set dataDir (SYNC_DATA_DIR) to another one and move the files there.',
  makeRoomSoon: 'Make room on that disk before it is needed, or lower spoolMaxBytes.',
  unknown: (folder: string, reason: string) => `${folder}: the free space cannot be told (${reason})`,
  lookThere: 'Check that the drive or volume is there, and who may read it.',
  network: (folder: string, kind: string) =>
    `${folder} is on a network drive (${kind}): its locks and its flushes cannot be relied on, and rows may be lost or damaged`,
  goLocal:
    'Set dataDir (SYNC_DATA_DIR) to a folder on a disk of this machine. Stop the service and move the files there first.',
  passing: (folder: string, kind: string) =>
    `${folder} is on ${kind}, which is gone after a restart of the machine or container, and rows in the spool with it`,
  goLasting: 'Mount a volume there, or set dataDir (SYNC_DATA_DIR) to a folder that stays.',
  files: (files: string) => `files: ${files}`,
  noFiles: (folder: string) => `${folder}: no file of the service is there yet`,
  writable: (folder: string, user: string) => `${folder} can be written by ${user}, who runs this command`,
  missing: (folder: string) => `${folder} is not there yet; the service makes it`,
  notWritable: (folder: string, user: string, reason: string) =>
    `${folder} cannot be written by ${user}, who runs this command (${reason})`,
  grant:
    'Give the account of the service the right to write there. If the service runs under another account than this command, look at its rights.',
};

const de: typeof en = {
  room: (folder, free, total) => `${folder}: ${free} von ${total} sind frei`,
  full: (room) => `${room}, zu wenig, um Benachrichtigungen aufzubewahren`,
  tight: (room, spool) => `${room}, weniger als der Spool belegen darf (${spool})`,
  makeRoom:
    'Schaffen Sie auf diesem Datenträger Platz, oder setzen Sie dataDir (SYNC_DATA_DIR) auf einen anderen und verschieben Sie die Dateien dorthin.',
  makeRoomSoon:
    'Schaffen Sie auf diesem Datenträger Platz, bevor er gebraucht wird, oder senken Sie spoolMaxBytes.',
  unknown: (folder, reason) => `${folder}: der freie Platz lässt sich nicht feststellen (${reason})`,
  lookThere: 'Prüfen Sie, ob Laufwerk oder Volume da ist und wer es lesen darf.',
  network: (folder, kind) =>
    `${folder} liegt auf einem Netzlaufwerk (${kind}): auf dessen Sperren und Schreibbestätigungen ist kein Verlass, Zeilen können verloren gehen oder Schaden nehmen`,
  goLocal:
    'Setzen Sie dataDir (SYNC_DATA_DIR) auf einen Ordner auf einem Datenträger dieser Maschine. Stoppen Sie zuerst den Dienst, und verschieben Sie die Dateien dorthin.',
  passing: (folder, kind) =>
    `${folder} liegt auf ${kind}, das nach einem Neustart von Maschine oder Container weg ist, und mit ihm die Zeilen im Spool`,
  goLasting:
    'Hängen Sie dort ein Volume ein, oder setzen Sie dataDir (SYNC_DATA_DIR) auf einen Ordner, der bleibt.',
  files: (files) => `Dateien: ${files}`,
  noFiles: (folder) => `${folder}: noch ist keine Datei des Dienstes da`,
  writable: (folder, user) => `in ${folder} kann ${user} schreiben, unter dem dieser Befehl läuft`,
  missing: (folder) => `${folder} gibt es noch nicht; der Dienst legt ihn an`,
  notWritable: (folder, user, reason) =>
    `in ${folder} kann ${user} nicht schreiben, unter dem dieser Befehl läuft (${reason})`,
  grant:
    'Geben Sie dem Konto des Dienstes dort Schreibrecht. Läuft der Dienst unter einem anderen Konto als dieser Befehl, sehen Sie dessen Rechte an.',
};

/** What is said of the data folder. */
export const DISK_TEXTS: Texts<typeof en> = { en, de };
