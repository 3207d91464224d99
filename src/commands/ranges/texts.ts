import type { Texts } from '../../language.ts';

const en = {
  description: 'see and update the networks that the name exchange-online stands for',
  show: 'tell which list is in force, and how old it is',
  update: "get the current list from Microsoft's endpoint web service, or from a file",
  file: 'a list that was downloaded or saved before, instead of asking Microsoft',
  url: 'address to ask; https, or http on this machine',
  dryRun: 'only show what would change',
  force: 'save it although most of the networks in force are missing',
  json: 'print what changes as JSON',
  notes: `The list is checked, shown against the one in force, and saved in the data folder; the one before stays beside it as
exchange-online-ranges.json.previous, and --file takes it back. A running service notices within seconds.`,
  wrongUrl: (found: string) => `Expected an https URL, or http on this machine, found "${found}".`,
  list: (day: string, days: number, file: string | null) =>
    `List of ${day}, ${days} days old, ${file ?? 'built in'}.`,
  source: (source: string) => `Source: ${source}`,
  notRead: (problem: string) => `Not read: ${problem}`,
  notAllowed: 'The setting allow does not name exchange-online: the list lets nobody in.',
  mostMissing: (missing: number, all: number) =>
    `${missing} of ${all} networks are missing. Nothing was saved; --force saves it.`,
  change: (networks: number, added: number, removed: number) =>
    `${networks} networks, ${added} added, ${removed} removed`,
  notSaved: (change: string) => `${change}. Nothing was saved.`,
  saved: (change: string, file: string) => `${change}. Saved to ${file}.`,
  noFile: (file: string) => `${file} does not exist`,
  clockBehind: (clock: string, builtIn: string) =>
    `This machine's clock says ${clock}, and the built-in list is of ${builtIn}. Nothing was saved.`,
};

export type RangesTexts = typeof en;

const de: RangesTexts = {
  description: 'die Netze ansehen und aktualisieren, für die der Name exchange-online steht',
  show: 'sagen, welche Liste gilt, und wie alt sie ist',
  update: 'die aktuelle Liste vom Endpunkt-Webdienst von Microsoft holen, oder aus einer Datei',
  file: 'eine früher heruntergeladene oder gespeicherte Liste, statt Microsoft zu fragen',
  url: 'Adresse, die gefragt wird; https, oder http auf dieser Maschine',
  dryRun: 'nur zeigen, was sich ändern würde',
  force: 'sie speichern, obwohl die meisten der geltenden Netze fehlen',
  json: 'was sich ändert, als JSON ausgeben',
  notes: `Die Liste wird geprüft, mit der geltenden verglichen und im Datenordner gespeichert; die vorherige bleibt daneben als
exchange-online-ranges.json.previous liegen, und --file nimmt sie wieder. Ein laufender Dienst merkt es innert Sekunden.`,
  wrongUrl: (found) =>
    `Erwartet: eine URL mit https, oder mit http auf dieser Maschine; gefunden: «${found}».`,
  list: (day, days, file) => `Liste vom ${day}, ${days} Tage alt, ${file ?? 'eingebaut'}.`,
  source: (source) => `Quelle: ${source}`,
  notRead: (problem) => `Nicht gelesen: ${problem}`,
  notAllowed: 'Die Einstellung allow nennt exchange-online nicht: die Liste lässt niemanden herein.',
  mostMissing: (missing, all) =>
    `${missing} von ${all} Netzen fehlen. Nichts wurde gespeichert; --force speichert sie.`,
  change: (networks, added, removed) => `${networks} Netze, ${added} dazu, ${removed} weg`,
  notSaved: (change) => `${change}. Nichts wurde gespeichert.`,
  saved: (change, file) => `${change}. Gespeichert in ${file}.`,
  noFile: (file) => `${file} gibt es nicht`,
  clockBehind: (clock, builtIn) =>
    `Die Uhr dieser Maschine sagt ${clock}, und die eingebaute Liste ist von ${builtIn}. Nichts wurde gespeichert.`,
};

/** What `ranges` and its subcommands say. */
export const RANGES_TEXTS: Texts<RangesTexts> = { en, de };
