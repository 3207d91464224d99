import type { Language } from '../language.ts';

/** German for what commander writes itself: each pattern covers all of what it matches. */
type Rules = readonly (readonly [pattern: RegExp, german: string])[];

const ERRORS: Rules = [
  [/^error: missing required argument '(.*)'/, "Fehler: das Argument '$1' fehlt"],
  [/^error: option '(.*)' argument missing/, "Fehler: der Option '$1' fehlt ihr Wert"],
  [/^error: required option '(.*)' not specified/, "Fehler: die Option '$1' fehlt"],
  [
    /^error: option '(.*)' cannot be used with option '(.*)'/,
    "Fehler: die Option '$1' verträgt sich nicht mit der Option '$2'",
  ],
  [/^error: unknown option '(.*)'/, "Fehler: die Option '$1' gibt es nicht"],
  [/^error: unknown command '(.*)'/, "Fehler: den Befehl '$1' gibt es nicht"],
  [
    /^error: too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+): (.*)\.$/m,
    'Fehler: zu viele Argumente. Erwartet: $2; gefunden: $3 ($4).',
  ],
  [/^error: option '(.*)' argument '(.*)' is invalid\./, "Fehler: ungültiger Wert '$2' für die Option '$1'."],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.*)'\./,
    "Fehler: ungültiger Wert '$1' für das Argument '$2'.",
  ],
  [/Allowed choices are (.*)\.$/m, 'Möglich sind $1.'],
  [/\(Did you mean one of (.*)\?\)$/m, '(Meinten Sie eines von $1?)'],
  [/\(Did you mean (.*)\?\)$/m, '(Meinten Sie $1?)'],
];

const HELP: Rules = [
  [/^Usage:$/, 'Aufruf:'],
  [/^Arguments:$/, 'Argumente:'],
  [/^Options:$/, 'Optionen:'],
  [/^Commands:$/, 'Befehle:'],
  [/\[options\]/, '[Optionen]'],
  [/\[command\]/, '[Befehl]'],
  [/\(choices: (.*)\)$/, '(möglich: $1)'],
  [/\(default: (.*)\)$/, '(Vorgabe: $1)'],
  [/, default: (.*)\)$/, ', Vorgabe: $1)'],
];

/** An error message of commander in the language of the user. */
export function errorWords(text: string, language: Language): string {
  return language === 'de' ? apply(ERRORS, text) : text;
}

/** A title, a usage line or the description of an option with what commander adds to it. */
export function helpWords(text: string, language: Language): string {
  return language === 'de' ? apply(HELP, text) : text;
}

function apply(rules: Rules, text: string): string {
  return rules.reduce((result, [pattern, german]) => result.replace(pattern, german), text);
}
