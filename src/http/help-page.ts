import type { Language, Texts } from '../language.ts';
import { escapeMarkup } from './escape-markup.ts';
import { HELP_PAGE_STYLE } from './help-page-style.ts';
import { pageLanguage } from './page-language.ts';

/** What the help page depends on. Nothing else of a request gets into it. */
export interface HelpPageOptions {
  /** The header Accept-Language as received. */
  readonly acceptLanguage: string | undefined;
  /** Where metadata is published: the service's address without a query. Null where it is not published. */
  readonly metadataUrl: string | null;
}

/** The help page, ready to be sent; `language` is meant for the header Content-Language. */
export interface HelpPage {
  readonly contentType: 'text/html; charset=UTF-8';
  readonly body: string;
  readonly language: Language;
}

interface HelpTexts {
  readonly up: string;
  readonly generate: string;
  readonly single: string;
}

const TEXTS: Texts<HelpTexts> = {
  en: {
    up: 'This service is up and receives push notifications of Microsoft Exchange for the room booking system ROOMS.',
    generate: 'To build a client, have its code generated from the service description, for example with:',
    single: 'The same description is also available as a single file:',
  },
  de: {
    up: 'Dieser Dienst ist in Betrieb und empfängt Push-Benachrichtigungen von Microsoft Exchange für das Raumbuchungssystem ROOMS.',
    generate: 'Für einen Client lässt sich der Code aus der Dienstbeschreibung erzeugen, zum Beispiel mit:',
    single: 'Dieselbe Beschreibung gibt es auch als einzelne Datei:',
  },
};

/**
 * The page an administrator sees who opens the service's address in a browser. Title and heading are WCF's:
 * `Service`, and with the service's name where metadata is published. It tells nothing about the machine, the
 * version or the mandators.
 */
export function helpPage(options: HelpPageOptions): HelpPage {
  const language = pageLanguage(options.acceptLanguage);
  const texts = TEXTS[language];
  const title = options.metadataUrl === null ? 'Service' : 'SyncNotification Service';
  const details = options.metadataUrl === null ? '' : metadataHint(options.metadataUrl, texts);
  const body = `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${HELP_PAGE_STYLE}</style>
</head>
<body>
<header><h1>${title}</h1></header>
<main>
<p>${texts.up}</p>
${details}</main>
</body>
</html>
`;
  return { contentType: 'text/html; charset=UTF-8', body, language };
}

function metadataHint(metadataUrl: string, texts: HelpTexts): string {
  return `<p>${texts.generate}</p>
<pre>svcutil.exe ${link(`${metadataUrl}?wsdl`)}</pre>
<p>${texts.single}<br>${link(`${metadataUrl}?singleWsdl`)}</p>
`;
}

function link(url: string): string {
  const escaped = escapeMarkup(url);
  // On a phone the address is broken behind a slash, not within a word; copied text stays in one piece.
  return `<a href="${escaped}">${escaped.replaceAll(/\/(?=\w)/g, '/<wbr>')}</a>`;
}
