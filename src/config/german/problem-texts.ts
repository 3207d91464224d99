import type { SettingName } from '../catalogue.ts';
import type { SettingProblem } from '../settings-error.ts';
import { GERMAN_SETTINGS, germanAllowed } from './setting-texts.ts';

type Forms = readonly (readonly [english: RegExp, german: string])[];

/** What was found, by the form of its English text; what is not among them stays English. */
const FOUND: Forms = [
  [
    /^found (.+) in (.+), which is not a mandator$/,
    'gefunden $1 in $2; einen solchen Mandanten gibt es nicht',
  ],
  [/^found (\d+) ms, which is longer than (\w+) \((\d+) ms\)$/, 'gefunden $1 ms, mehr als $2 ($3 ms)'],
  [
    /^found (\d+) bytes, which is less than twice (\w+) \((\d+) bytes\)$/,
    'gefunden $1 Bytes, weniger als das Doppelte von $2 ($3 Bytes)',
  ],
  [/^found legacy, and there is no mirror$/, 'gefunden legacy, und es gibt keinen mirror'],
  [/^found (.+) in (.+)$/, 'gefunden $1 in $2'],
  [/^missing, and the store is mssql$/, 'fehlt, und der Speicher ist mssql'],
  [
    /^missing, and adminHost is (.+), which others reach$/,
    'fehlt, und adminHost ist $1, was andere erreichen',
  ],
  [/^missing, and (\w+) is set$/, 'fehlt, und $1 ist gesetzt'],
  [/^set beside tlsCert or tlsKey$/, 'neben tlsCert oder tlsKey gesetzt'],
  [/^set without a certificate of the service$/, 'ohne ein Zertifikat des Dienstes gesetzt'],
  [/^there is no mandator (.+)$/, 'den Mandanten $1 gibt es nicht'],
  [
    /^(.+) stands in the list twice \(case does not count\)$/,
    '$1 steht zweimal in der Liste (Gross- und Kleinschreibung zählt nicht)',
  ],
  [/^given twice: (.+) and (.+)$/, 'zweimal angegeben: $1 und $2'],
  [/^given twice, again in (.+)$/, 'zweimal angegeben, noch einmal in $1'],
  [/^given in (.+), where it has no effect$/, 'angegeben in $1, wo es nichts bewirkt'],
  [/^no setting has this environment variable$/, 'keine Einstellung hat diese Umgebungsvariable'],
  [/^no setting has this name \((.+)\)$/, 'keine Einstellung heisst so ($1)'],
  [
    /^the settings file (.+) cannot be read \((.+)\)$/,
    'die Einstellungsdatei $1 lässt sich nicht lesen ($2)',
  ],
  [
    /^(.+) is not valid JSON: (.+) at line (\d+), column (\d+)$/,
    '$1 ist kein gültiges JSON: $2 in Zeile $3, Spalte $4',
  ],
  [/^(.+) cannot be read \((.+)\)$/, '$1 lässt sich nicht lesen ($2)'],
  [/^(.+) is empty$/, '$1 ist leer'],
];

const REMEDIES: Forms = [
  [
    /^Correct it, or remove it for the default (.+)\.$/,
    'Korrigieren oder entfernen Sie es; die Vorgabe ist $1.',
  ],
  [/^Correct it or remove it\.$/, 'Korrigieren oder entfernen Sie es.'],
  [/^Correct it, or add the mandator\.$/, 'Korrigieren Sie es, oder fügen Sie den Mandanten hinzu.'],
  [/^Remove it, or add the mandator\.$/, 'Entfernen Sie es, oder fügen Sie den Mandanten hinzu.'],
  [/^Remove one of them\.$/, 'Entfernen Sie eines davon.'],
  [/^Unset one of them\.$/, 'Heben Sie eine davon auf.'],
  [
    /^Give the mandator (.+) a connection string, take it out of mandators, or set the store to sqlite\.$/,
    'Geben Sie dem Mandanten $1 eine Verbindungszeichenfolge, nehmen Sie ihn aus mandators, oder setzen Sie store auf sqlite.',
  ],
  [/^Did you mean (.+)\?$/, 'Meinten Sie $1?'],
  [/^Lower it, or raise (\w+)\.$/, 'Senken Sie es, oder heben Sie $1 an.'],
  [/^Raise it, or lower (\w+)\.$/, 'Heben Sie es an, oder senken Sie $1.'],
  [
    /^Set mirror to the old endpoint's address, or remove primary\.$/,
    'Setzen Sie mirror auf die Adresse des alten Endpunkts, oder entfernen Sie primary.',
  ],
  [
    /^Set it \(openssl rand -hex 32 makes one\), set adminHost to 127\.0\.0\.1, or adminPort to off\.$/,
    'Setzen Sie es (openssl rand -hex 32 macht eines), setzen Sie adminHost auf 127.0.0.1, oder adminPort auf off.',
  ],
  [/^Remove it, or remove tlsCert and tlsKey\.$/, 'Entfernen Sie es, oder entfernen Sie tlsCert und tlsKey.'],
  [/^Set it, or remove (\w+)\.$/, 'Setzen Sie es, oder entfernen Sie $1.'],
  [/^Set tlsCert and tlsKey, or tlsPfx\.$/, 'Setzen Sie tlsCert und tlsKey, oder tlsPfx.'],
  [/^Put the value into it\.$/, 'Schreiben Sie den Wert hinein.'],
  [/^Name a file that the service may read\.$/, 'Nennen Sie eine Datei, die der Dienst lesen darf.'],
  [
    /^Unset it; docs\/settings\.md lists every variable\.$/,
    'Heben Sie sie auf; in docs/settings.de.md steht jede Variable.',
  ],
  [
    /^Remove it; docs\/settings\.md lists every setting\.$/,
    'Entfernen Sie sie; in docs/settings.de.md steht jede Einstellung.',
  ],
  [/^Set the environment variable instead\.$/, 'Setzen Sie stattdessen die Umgebungsvariable.'],
  [
    /^Name a readable file in SYNC_CONFIG, or unset it\.$/,
    'Nennen Sie in SYNC_CONFIG eine lesbare Datei, oder heben Sie die Variable auf.',
  ],
  [/^Correct the file there\.$/, 'Korrigieren Sie die Datei dort.'],
];

/** A problem in German, as far as its texts have a known form; names and values stay as they are. */
export function germanProblem(problem: SettingProblem): SettingProblem {
  const { setting, found, allowed, remedy } = problem;
  const name = isSetting(setting) ? setting : null;
  return {
    ...problem,
    found: translate(FOUND, found),
    allowed: allowed === undefined ? undefined : name === null ? allowed : germanAllowed(name, allowed),
    remedy: remedyFor(name, remedy),
  };
}

/** What holds without a value is said by the setting's own text. */
function remedyFor(name: SettingName | null, remedy: string): string {
  const unset = name === null ? undefined : GERMAN_SETTINGS[name].unset;
  return unset !== undefined && /^Correct it, or remove it: /.test(remedy)
    ? `Korrigieren oder entfernen Sie es; dann gilt: ${unset}.`
    : translate(REMEDIES, remedy);
}

function isSetting(name: string): name is SettingName {
  return Object.hasOwn(GERMAN_SETTINGS, name);
}

function translate(forms: Forms, text: string): string {
  const form = forms.find(([pattern]) => pattern.test(text));
  return form === undefined ? text : text.replace(...(form as [RegExp, string]));
}
