import type { Texts } from '../../../language.ts';
import { DE } from './de.ts';
import { EN } from './en.ts';
import type { PageTexts } from './page-texts.ts';

/** All that the page says. */
export const PAGE_TEXTS: Texts<PageTexts> = { en: EN, de: DE };
