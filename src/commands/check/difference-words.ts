import type { Texts } from '../../language.ts';

type Forms = readonly (readonly [english: RegExp, german: string])[];

/** Why a column's type does not fit, at the end of what was found. */
const REASONS: Forms = [
  [/: a GUID is no value of that type$/, ': eine GUID ist kein Wert dieses Typs'],
  [/: text is no value of that type$/, ': Text ist kein Wert dieses Typs'],
  [/: bytes are no value of that type$/, ': Bytes sind kein Wert dieses Typs'],
  [/: a time with seconds is no value of that type$/, ': eine Zeit mit Sekunden ist kein Wert dieses Typs'],
  [
    /: a whole number is no value of that type, or does not always fit$/,
    ': eine ganze Zahl ist kein Wert dieses Typs, oder passt nicht immer',
  ],
  [
    /: this type cannot be compared, and the column is part of the key$/,
    ': dieser Typ lässt sich nicht vergleichen, und die Spalte gehört zum Schlüssel',
  ],
  [/: SQL Server converts it$/, ': SQL Server wandelt es um'],
  [
    /: characters that its code page lacks become question marks, and no index on it is used$/,
    ': Zeichen, die in ihrer Codepage fehlen, werden zu Fragezeichen, und ein Index darauf wird nicht benutzt',
  ],
  [/: shorter values are filled up with blanks/, ': kürzere Werte werden mit Leerzeichen aufgefüllt'],
  [/: shorter values are filled up with zeros/, ': kürzere Werte werden mit Nullen aufgefüllt'],
  [/: the time is rounded/, ': die Zeit wird gerundet'],
  [
    /, so that a row of the same key is not found again and is added twice$/,
    ', sodass eine Zeile mit demselben Schlüssel nicht wiedergefunden und zweimal hinzugefügt wird',
  ],
  [
    /: longer values are refused by SQL Server, and their whole message with them$/,
    ': längere Werte lehnt SQL Server ab, und mit ihnen ihre ganze Meldung',
  ],
  [
    /: values that the column has room for are refused because the mapping says less$/,
    ': Werte, für welche die Spalte Platz hätte, werden abgelehnt, weil das Mapping weniger sagt',
  ],
  [/: what is finer is cut off$/, ': was feiner ist, wird abgeschnitten'],
  [/: times are rounded$/, ': Zeiten werden gerundet'],
  [/: larger numbers do not fit$/, ': grössere Zahlen passen nicht'],
];

const DIFFERENCES: Forms = [
  [/^column (.+) is not in the table/, 'die Spalte $1 gibt es in der Tabelle nicht'],
  [
    /; columns of the table that the mapping does not write: /,
    '; Spalten der Tabelle, die das Mapping nicht schreibt: ',
  ],
  [
    /^column (.+) is the identity column, which cannot be written$/,
    'die Spalte $1 ist die Identitätsspalte, die sich nicht schreiben lässt',
  ],
  [
    /^column (.+) is a (computed|rowversion) column, which cannot be written$/,
    'die Spalte $1 ist eine Spalte ($2), die sich nicht schreiben lässt',
  ],
  [/^column (.+) is (.+), the mapping says (.+?): /, 'die Spalte $1 ist $2, das Mapping sagt $3: '],
  [
    /^column (.+) takes no NULL, and its value is not in every message$/,
    'die Spalte $1 nimmt kein NULL, und ihr Wert steht nicht in jeder Meldung',
  ],
  [
    /^column (.+) \((.+)\) is NOT NULL without a default, and the mapping does not write it$/,
    'die Spalte $1 ($2) ist NOT NULL ohne Vorgabe, und das Mapping schreibt sie nicht',
  ],
  [
    /^no unique index over (.+): two instances that get the same message at the same moment may both add its rows$/,
    'kein eindeutiger Index über $1: zwei Instanzen, die im selben Moment dieselbe Meldung bekommen, fügen vielleicht beide deren Zeilen hinzu',
  ],
  [
    /^the collation (.*) of column (.+) may take ids that differ in case only for the same, and the unique index (.+) then refuses the second row$/,
    'die Sortierung $1 der Spalte $2 hält Ids, die sich nur in Gross- und Kleinschreibung unterscheiden, vielleicht für dieselben, und der eindeutige Index $3 lehnt dann die zweite Zeile ab',
  ],
  [
    /^the unique index (.+) \((.+)\) refuses rows that the key of the mapping takes for different: they may differ in (.+) alone$/,
    'der eindeutige Index $1 ($2) lehnt Zeilen ab, die der Schlüssel des Mappings für verschieden hält: sie unterscheiden sich vielleicht nur in $3',
  ],
];

const REMEDIES: Forms = [
  [
    /^Take it out of the mapping, correct its name there, or add it to the table:$/,
    'Nehmen Sie sie aus dem Mapping, korrigieren Sie dort den Namen, oder fügen Sie sie der Tabelle hinzu:',
  ],
  [
    /^Take it out of "columns" in the mapping; "identity": (.+) is where it may stand\.$/,
    'Nehmen Sie sie im Mapping aus «columns»; bei "identity": $1 darf sie stehen.',
  ],
  [/^Take it out of the mapping\.$/, 'Nehmen Sie sie aus dem Mapping.'],
  [/^Name a binary\(32\) column as "digest"\./, 'Nennen Sie eine Spalte binary(32) als «digest».'],
  [
    /^Write (".+") in the mapping, or change the column:$/,
    'Schreiben Sie $1 ins Mapping, oder ändern Sie die Spalte:',
  ],
  [/^Write (".+") in the mapping\.$/, 'Schreiben Sie $1 ins Mapping.'],
  [
    /^Map another value to this column, or the value to another column\.$/,
    'Geben Sie dieser Spalte einen anderen Wert, oder den Wert einer anderen Spalte.',
  ],
  [
    /^Make sure that "events" has only kinds that have it, or write string\(\.\.\.\) around the expression\.$/,
    'Stellen Sie sicher, dass in «events» nur Arten stehen, die ihn haben, oder schreiben Sie string(...) um den Ausdruck.',
  ],
  [
    /^Map a value to it, or give it a default \(write a fitting value in place of the question mark\):$/,
    'Geben Sie ihr einen Wert, oder eine Vorgabe (mit einem passenden Wert anstelle des Fragezeichens):',
  ],
  [
    /^Let the database administrator create it; programs that write to the table then need QUOTED_IDENTIFIER ON, which is what drivers set:$/,
    'Lassen Sie ihn vom Datenbankadministrator anlegen; Programme, die in die Tabelle schreiben, brauchen dann QUOTED_IDENTIFIER ON, was Treiber von sich aus setzen:',
  ],
  [
    /^Let the database administrator create it(?= \(|[.:])/,
    'Lassen Sie ihn vom Datenbankadministrator anlegen',
  ],
  [
    / \(SQL Server 2014 and older take keys of 900 bytes only\)/,
    ' (SQL Server 2014 und älter nehmen nur Schlüssel von 900 Bytes)',
  ],
  [
    / Its columns (.+) need the collation (.+) first, because ids differ by case; a digest column is easier\.$/,
    ' Seine Spalten $1 brauchen zuerst die Sortierung $2, denn Ids unterscheiden sich in Gross- und Kleinschreibung; eine Spalte für «digest» ist einfacher.',
  ],
  [
    /^The key is too long for an index: add a binary\(32\) column to the table and name it as "digest" in the mapping\./,
    'Der Schlüssel ist zu lang für einen Index: fügen Sie der Tabelle eine Spalte binary(32) hinzu, und nennen Sie sie im Mapping als «digest».',
  ],
  [
    / Until then an index makes looking rows up fast:$/,
    ' Bis dahin macht ein Index das Suchen von Zeilen schnell:',
  ],
  [
    /^Give the column the collation (.+) \(drop the index first\), or use a digest column instead\.$/,
    'Geben Sie der Spalte die Sortierung $1 (löschen Sie zuerst den Index), oder benutzen Sie stattdessen eine Spalte für «digest».',
  ],
  [
    /^Let "key" in the mapping be the columns of the index, or drop the index\.$/,
    'Machen Sie «key» im Mapping zu den Spalten des Indexes, oder löschen Sie den Index.',
  ],
];

/** What a difference between table and mapping is, which the store words in English alone. */
export function foundWords(english: string): Texts<string> {
  return { en: english, de: apply(REASONS, apply(DIFFERENCES, english)) };
}

/** How to mend it. */
export function remedyWords(english: string): Texts<string> {
  return { en: english, de: apply(REMEDIES, english) };
}

function apply(forms: Forms, text: string): string {
  return forms.reduce((result, [pattern, german]) => result.replace(pattern, german), text);
}
