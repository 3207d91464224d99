import type { Texts } from '../language.ts';

const en = {
  description: 'print a script that completes commands and options at the Tab key',
  shell: 'the shell it is for',
  notes: `The script knows the commands, their options and the words these allow, and the mandators as they are configured
where it is printed. Print it again after an update. How each shell loads it: docs/commands.md.`,
};

export type CompletionTexts = typeof en;

const de: CompletionTexts = {
  description: 'ein Skript ausgeben, das Befehle und Optionen mit der Tabulatortaste ergänzt',
  shell: 'die Shell, für die es ist',
  notes: `Das Skript kennt die Befehle, ihre Optionen und die Wörter, die dort erlaubt sind, und die Mandanten, wie sie dort
eingerichtet sind, wo es ausgegeben wird. Geben Sie es nach einer Aktualisierung neu aus. Wie jede Shell es lädt:
docs/befehle.de.md.`,
};

/** What `completion` says in its help. */
export const COMPLETION_TEXTS: Texts<CompletionTexts> = { en, de };
