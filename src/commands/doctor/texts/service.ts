import type { Texts } from '../../../language.ts';

const en = {
  off: 'what a running service says of itself cannot be asked: its port for administrators is switched off or any free one',
  silent: (url: string, reason: string) =>
    `no service answers at ${url} (${reason}), so it says nothing of itself`,
  start: 'Start the service, if it is meant to run; its log tells why where it does not stay.',
  foreign: (url: string) => `what answers at ${url} is not the port for administrators of this service`,
  refused: (status: number) => `the service runs, and tells nothing more without its token (${status})`,
  giveToken: 'Run the command with the settings of the service: SYNC_ADMIN_TOKEN or SYNC_ADMIN_TOKEN_FILE.',
  ready: 'the service runs and is ready',
  notReady: 'the service runs and is not ready: notifications could be lost or pile up',
  readCodes: (codes: string) => `It names: ${codes}. The status page or /readyz with the token says more.`,
  sentence: (what: string) => `it says: ${what}`,
  noneYet: 'proxy headers: the service has seen no notification yet, so nothing is known of them',
  unknown: 'proxy headers: known only while the service runs and its port for administrators can be asked',
  senders: (count: number, names: string) => `senders of the last ${count} notifications: ${names}`,
  local: (name: string, count: number) =>
    `all of the last ${count} notifications seem to come from ${name}: the web server on this machine does not hand on whose they are`,
  handOn:
    'Let it hand their addresses on: by promoteServerVars and SYNC_TRUST_PROXY=iisnode with iisnode, by X-Forwarded-For with all others ("preserve client IP" of ARR); docs/access.md.',
  proxy: (name: string, count: number) =>
    `all of the last ${count} notifications seem to come from ${name}, which is what the URL from outside leads to: a proxy that is not in trustProxy`,
  single: (name: string, count: number) =>
    `all of the last ${count} notifications come from ${name}; with Exchange Online as their sender that is a proxy`,
  trust: (name: string) =>
    `Add ${name} to trustProxy (SYNC_TRUST_PROXY), so that allow counts for the sender behind it.`,
};

const de: typeof en = {
  off: 'was ein laufender Dienst von sich sagt, lässt sich nicht erfragen: sein Port für Administratoren ist abgeschaltet oder irgendein freier',
  silent: (url, reason) => `an ${url} antwortet kein Dienst (${reason}), er sagt also nichts von sich`,
  start: 'Starten Sie den Dienst, falls er laufen soll; sein Log sagt, weshalb, wenn er nicht bleibt.',
  foreign: (url) => `was an ${url} antwortet, ist nicht der Port für Administratoren dieses Dienstes`,
  refused: (status) => `der Dienst läuft und sagt ohne sein Token nicht mehr (${status})`,
  giveToken:
    'Führen Sie den Befehl mit den Einstellungen des Dienstes aus: SYNC_ADMIN_TOKEN oder SYNC_ADMIN_TOKEN_FILE.',
  ready: 'der Dienst läuft und ist bereit',
  notReady:
    'der Dienst läuft und ist nicht bereit: Benachrichtigungen könnten verloren gehen oder sich stauen',
  readCodes: (codes) => `Er nennt: ${codes}. Die Statusseite oder /readyz mit dem Token sagt mehr.`,
  sentence: (what) => `er meldet: ${what}`,
  noneYet:
    'Proxy-Header: der Dienst hat noch keine Benachrichtigung gesehen, es ist also nichts über sie bekannt',
  unknown:
    'Proxy-Header: bekannt nur, solange der Dienst läuft und sein Port für Administratoren erreichbar ist',
  senders: (count, names) => `Absender der letzten ${count} Benachrichtigungen: ${names}`,
  local: (name, count) =>
    `alle der letzten ${count} Benachrichtigungen scheinen von ${name} zu kommen: der Webserver auf dieser Maschine gibt nicht weiter, von wem sie sind`,
  handOn:
    'Lassen Sie ihn deren Adressen weitergeben: mit promoteServerVars und SYNC_TRUST_PROXY=iisnode bei iisnode, mit X-Forwarded-For bei allen anderen («preserve client IP» von ARR); docs/access.de.md.',
  proxy: (name, count) =>
    `alle der letzten ${count} Benachrichtigungen scheinen von ${name} zu kommen, wohin die URL von aussen führt: ein Proxy, der nicht in trustProxy steht`,
  single: (name, count) =>
    `alle der letzten ${count} Benachrichtigungen kommen von ${name}; mit Exchange Online als Absender ist das ein Proxy`,
  trust: (name) =>
    `Nehmen Sie ${name} in trustProxy (SYNC_TRUST_PROXY) auf, damit allow für den Absender dahinter gilt.`,
};

/** What is said of a running service and whom it hears from. */
export const SERVICE_TEXTS: Texts<typeof en> = { en, de };
