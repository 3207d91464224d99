import type { Language, Texts } from '../language.ts';
import { reply as replyDe } from './texts/de/reply.ts';
import { row as rowDe } from './texts/de/row.ts';
import { sending as sendingDe } from './texts/de/sending.ts';
import { reply as replyEn } from './texts/en/reply.ts';
import { row as rowEn } from './texts/en/row.ts';
import { sending as sendingEn } from './texts/en/sending.ts';
import type { Sentences } from './texts/value.ts';
import type { SelftestStep, SelftestStepName, SelftestWords } from './step.ts';

const SENTENCES: Texts<Sentences> = {
  en: { ...sendingEn, ...replyEn, ...rowEn },
  de: { ...sendingDe, ...replyDe, ...rowDe },
};

const TITLES: Texts<Readonly<Record<SelftestStepName, string>>> = {
  en: {
    address: 'Address',
    message: 'Message',
    send: 'Sending',
    reply: 'Reply',
    spool: 'Spool',
    table: 'Table',
    remove: 'Removal',
  },
  de: {
    address: 'Adresse',
    message: 'Meldung',
    send: 'Versand',
    reply: 'Antwort',
    spool: 'Spool',
    table: 'Tabelle',
    remove: 'Entfernen',
  },
};

/** Says what came of a step, and what to do about it. */
export function describeStep({ step, code, values }: SelftestStep, language: Language): SelftestWords {
  const value = (name: string): string => String(values[name] ?? '');
  const title = TITLES[language][step];
  const [found, remedy] = SENTENCES[language][`${step}.${code}`] ?? [(): string => code, null];
  return { title, found: found(value), remedy: remedy?.(value) ?? null };
}
