import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Source {
  readonly file: string;
  readonly text: string;
}

function filesIn(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|md|psd1)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ file: path.slice(root.length), text: readFileSync(path, 'utf8') }));
}

/** In the modules of texts, German follows English. */
function germanPart({ file, text }: Source): Source {
  const start = /^(?:export )?const (?:de|DE|\w+_DE)\b/m.exec(text)?.index ?? 0;
  return { file, text: text.slice(0, start).replaceAll(/[^\n]/g, '') + text.slice(start) };
}

/** Prose without code and addresses; what commands print stays. Lines keep their numbers. */
function withoutCode({ file, text }: Source): Source {
  const prose = text
    .replaceAll(/^( *)```(?!console)[\s\S]*?^\1```/gm, (block) => block.replaceAll(/[^\n]/g, ''))
    .replaceAll(/`[^`\n]*`|\]\([^)\n]*\)|<https?:[^>\n]*>/g, '');
  return { file, text: prose };
}

/** But for the German names that the columns of a customer's table may have. */
const PROGRAM = filesIn('src')
  .filter(({ file, text }) => /[äöüÄÖÜ]/.test(text) || /\/german\/|\/de\/|\bde\.ts$/.test(file))
  .filter(({ file }) => !file.endsWith('synonyms.ts'))
  .map(germanPart);
const INSTALLER = filesIn('deploy').filter(({ file }) => file.endsWith('.de.psd1'));
const DOCUMENTS = [...filesIn('docs'), ...filesIn('scripts')]
  .filter(({ file, text }) => file.endsWith('.de.md') || (file.startsWith('scripts') && /[äöü]/.test(text)))
  .map(withoutCode);

/** Pages whose German name is another. */
const GERMAN_NAMES: Readonly<Record<string, string>> = { commands: 'befehle', cutover: 'umstellung' };

/** The words to use instead, as docs/development/glossary.md has them. */
const WRONG: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/ß/, 'ss'],
  [/[„“]/, '«...»'],
  [/(?<!be)nachricht/i, 'Meldung'],
  [/abonnement|subskription/i, 'Subscription'],
  [/\bHeartbeat/, 'Lebenszeichen'],
  [/stumm/i, 'still'],
  [/beiseite|ausgesondert/i, 'zurückgestellt'],
  [/nochmals/i, 'noch einmal; erneut versuchen'],
  [/zurückgewiesen/i, 'abgewiesen'],
  [/\b(?:ge|weiter|zurück|zu|ver)?schick(?:e|en|t)\b/i, 'senden'],
  [/zuordnung/i, 'Mapping'],
  [/standardwert|vorgabewert/i, 'Vorgabe'],
  [/\bDisks?\b|[Ff]estplatte|\bPlatten?\b/, 'Datenträger'],
  [/\bProtokoll(?:e|en|s)?\b|\bProtokoll(?:datei|zeile)|\bloggen\b|geloggt/, 'Log'],
  [/befehlszeile/i, 'Kommandozeile'],
  [/\bRechner[ns]?\b|\bComputers?\b/, 'Maschine'],
  [/\bLogins?\b/, 'Anmeldung'],
  [/[Vv]erbindungsstring|\bConnection[- ]String/, 'Verbindungszeichenfolge'],
  [/applikation/i, 'Anwendung'],
  [/\bKn[oö]pfe?\b|\bButtons?\b/, 'Schaltfläche'],
  [/weiterleitung|\bRedirect/, 'Umleitung'],
  [/berichtig/i, 'korrigieren'],
  [/misslang|misslung|misslingt/i, 'gescheitert'],
  [/\bAblage\b/, 'Speicher'],
  [/\bMailbox(?:en)?\b/, 'Postfach'],
  [/\bMandatoren\b/, 'Mandanten'],
];

function wrongIn({ file, text }: Source): string[] {
  return text.split('\n').flatMap((line, index) =>
    WRONG.flatMap(([wrong, right]) => {
      const found = wrong.exec(line)?.[0];
      return found === undefined ? [] : [`${file}:${index + 1}: ${found} -> ${right}`];
    }),
  );
}

/** What a German text names in English although there is a German one. */
function englishIn({ file, text }: Source): string[] {
  return [...text.matchAll(/\bdocs\/([a-z-]+)\.md\b/g)]
    .filter(([, name = '']) => existsSync(join(root, 'docs', `${GERMAN_NAMES[name] ?? name}.de.md`)))
    .map(([path]) => `${file}: ${path}`);
}

describe('the German that administrators read', () => {
  it('is where this test looks for it', () => {
    expect(PROGRAM.map(({ file }) => file)).to.include.members([
      'src/admin/page/texts/de.ts',
      'src/commands/spool/texts.ts',
      'src/commands/doctor/texts/url.ts',
      'src/config/german/receiving.ts',
      'src/selftest/texts/de/row.ts',
      'src/http/help-page.ts',
    ]);
    expect(DOCUMENTS.map(({ file }) => file)).to.include.members([
      'docs/befehle.de.md',
      'docs/settings.de.md',
    ]);
    expect(INSTALLER.map(({ file }) => file)).to.deep.equal(['deploy/iis/install/texts.de.psd1']);
  });

  for (const [where, sources] of Object.entries({ PROGRAM, INSTALLER, DOCUMENTS })) {
    it(`uses the words of the glossary (${where.toLowerCase()})`, () => {
      expect(sources.flatMap(wrongIn)).to.deep.equal([]);
    });
  }

  it('leads to German documents where there are some', () => {
    const read = [...PROGRAM, ...INSTALLER].map((source) => ({
      ...source,
      text: source.text.replaceAll('\\', '/'),
    }));
    expect(read.filter(({ file }) => !file.endsWith('problem-texts.ts')).flatMap(englishIn)).to.deep.equal(
      [],
    );
  });
});
