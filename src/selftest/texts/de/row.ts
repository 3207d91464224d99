import type { row as english } from '../en/row.ts';
import type { Sentence, Value } from '../value.ts';

const HARMLESS =
  'Soweit bekannt, schadet sie nicht: Subscription, Postfach und Element gibt es nirgends, ROOMS findet also nichts zu tun.';

/** Of the row, by step and code. */
export const row: Readonly<Record<keyof typeof english, Sentence>> = {
  'spool.passed_by': [() => 'nicht gebraucht: Die Zeile ging direkt in die Tabelle', null],
  'spool.no_file': [
    (v: Value) => `hier gibt es keinen (${v('file')}): Der Dienst hat einen anderen Datenordner`,
    null,
  ],
  'spool.forwarded': [(v: Value) => `die Zeile wartete ${v('ms')} ms im Spool und wurde weitergegeben`, null],
  'spool.waiting': [
    (v: Value) =>
      `auf dem Datenträger gespeichert, aber noch nicht in der Tabelle: Zeilen dieses Mandanten warten (${v('others')} andere). Die Zeile des Tests wurde nach ${v('ms')} ms herausgenommen`,
    () =>
      'Nichts ist verloren, doch ROOMS erfährt nichts, bis SQL Server wieder Zeilen annimmt: Der nächste Schritt und das Log sagen, warum.',
  ],
  'spool.set_aside': [
    (v: Value) =>
      `die Datenbank hat die Zeile wegen ihrer eigenen Daten abgelehnt, und sie wurde zurückgestellt (${v('code')}: ${v('reason')})`,
    () =>
      'Zeilen von Exchange werden vielleicht ebenso abgelehnt: sync-notification spool list --set-aside zeigt sie, sync-notification check vergleicht Mapping und Tabelle. Die Zeile des Tests wurde herausgenommen.',
  ],
  'spool.unreadable': [
    (v: Value) => `${v('file')} lässt sich nicht lesen (${v('reason')})`,
    () => 'Führen Sie den Befehl mit dem Konto des Dienstes oder als Administrator aus.',
  ],
  'table.row_found': [(v: Value) => `die Zeile steht in ${v('table')}`, null],
  'table.row_without_reply': [
    (v: Value) =>
      `die Zeile steht dennoch in ${v('table')}: Die Meldung wurde gespeichert, nur die Antwort ging verloren`,
    () =>
      'Exchange würde sie noch einmal senden, was keine zweite Zeile ergibt; beheben Sie, was zur Antwort gesagt ist.',
  ],
  'table.reachable': [
    (v: Value) => `${v('table')} antwortet; die Zeile des Tests ist nicht mehr dorthin gelangt`,
    null,
  ],
  'table.row_gone': [
    (v: Value) => `die Zeile ist nicht in ${v('table')}, obwohl der Dienst sie gespeichert hat`,
    () =>
      'Vielleicht hat ROOMS sie schon abgeholt: Dann ist alles gut. Sonst schreibt der Dienst in eine andere Datenbank oder Tabelle, als die Einstellungen hier nennen, oder ein Trigger verschiebt Zeilen.',
  ],
  'table.no_file': [
    (v: Value) => `die Zeile lässt sich nicht suchen: ${v('reason')}`,
    () => 'Der Dienst hat einen anderen Datenordner: Nennen Sie ihn mit --data-dir oder SYNC_DATA_DIR.',
  ],
  'table.database': [
    (v: Value) => `die Tabelle lässt sich nicht befragen: ${v('reason')}`,
    () =>
      'sync-notification check sagt, was mit der Datenbank nicht stimmt. Bleibt eine Zeile des Tests zurück, so stört das den nächsten nicht.',
  ],
  'remove.removed': [() => 'wieder entfernt: genau diese eine Zeile', null],
  'remove.taken': [() => 'jemand anders hat sie eben abgeholt: ROOMS liest die Tabelle', null],
  'remove.several': [
    (v: Value) => `nicht entfernt: ${v('rows')} Zeilen haben ihren Schlüssel, was nicht sein darf`,
    () =>
      `Lassen Sie den Datenbankadministrator nachsehen und der Tabelle ihren eindeutigen Index geben (sync-notification check). ${HARMLESS}`,
  ],
  'remove.no_right': [
    (v: Value) => `nicht entfernt: Die Anmeldung darf nicht löschen. Der Schlüssel der Zeile ist ${v('key')}`,
    (v: Value) =>
      `${HARMLESS} Der Datenbankadministrator kann sie mit der Anweisung unten entfernen.${v('grant') === '' ? '' : ` Damit der Test es künftig selbst tut: ${v('grant')}`}`,
  ],
  'remove.remove_failed': [
    (v: Value) => `nicht entfernt: ${v('reason')}. Der Schlüssel der Zeile ist ${v('key')}`,
    () => `${HARMLESS} Sie lässt sich von Hand entfernen.`,
  ],
};
