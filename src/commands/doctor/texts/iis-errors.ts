import type { Texts } from '../../../language.ts';

/** What an error of IIS means here, and what to do. */
export interface IisError {
  readonly meaning: string;
  readonly remedy: string;
}

const en: Readonly<Record<string, IisError>> = {
  '401': {
    meaning: 'it wants a login, which Exchange does not give',
    remedy:
      'Switch anonymous authentication on for the application, and let the identity of the pool read its folder.',
  },
  '403': {
    meaning: 'IIS itself refuses access',
    remedy:
      'Look at SSL settings and "IP Address and Domain Restrictions" of the site, and whether the folder is an application with this web.config.',
  },
  '403.14': {
    meaning: 'it looks for a list of files: the handler of the service is not in force',
    remedy: 'Make the folder an application, with the web.config of the way chosen (docs/iis.md).',
  },
  '404': {
    meaning: 'nothing takes the path',
    remedy:
      'Make the application at this path, with the web.config of the way chosen (docs/iis.md); with ARR, switch its proxy on.',
  },
  '404.8': {
    meaning: 'a part of the path is a hidden segment',
    remedy: 'Take another path, or remove the hidden segment from requestFiltering.',
  },
  '500': {
    meaning: 'an error within IIS or of the start of the service',
    remedy:
      'Open the URL with a browser on the server itself, which shows the number behind the point; then docs/iis.md.',
  },
  '500.19': {
    meaning:
      'a web.config cannot be used: a module is missing, a section is locked, or something stands in it twice',
    remedy:
      'Open the URL with a browser on the server itself, which names line and reason; docs/iis.md has each of them.',
  },
  '500.21': {
    meaning: 'the module that the handler names is not installed',
    remedy: 'Install HttpPlatformHandler or iisnode in 64 bits, or take the web.config of another way.',
  },
  '502': {
    meaning: 'the service did not start, not in time, or does not listen where the rule sends to',
    remedy:
      'Look at the newest file in logs; with ARR at the address in the rule. Then start the service by hand as in docs/iis.md.',
  },
  '503': {
    meaning: 'the application pool is stopped or overloaded',
    remedy: 'Start the application pool; the event log, source WAS, says why it stopped.',
  },
  other: { meaning: 'an error of its own', remedy: 'docs/iis.md has what the numbers mean.' },
};

const de: Readonly<Record<string, IisError>> = {
  '401': {
    meaning: 'er verlangt eine Anmeldung, die Exchange nicht mitbringt',
    remedy:
      'Schalten Sie die anonyme Authentifizierung der Anwendung ein, und lassen Sie die Identität des Pools den Ordner lesen.',
  },
  '403': {
    meaning: 'der IIS selbst verweigert den Zugriff',
    remedy:
      'Sehen Sie die SSL-Einstellungen und «Einschränkungen für IP-Adressen und Domänen» der Site an, und ob der Ordner eine Anwendung mit dieser web.config ist.',
  },
  '403.14': {
    meaning: 'er sucht eine Liste von Dateien: der Handler des Dienstes gilt nicht',
    remedy:
      'Machen Sie den Ordner zu einer Anwendung, mit der web.config des gewählten Wegs (docs/iis.de.md).',
  },
  '404': {
    meaning: 'niemand nimmt den Pfad entgegen',
    remedy:
      'Legen Sie an diesem Pfad die Anwendung an, mit der web.config des gewählten Wegs (docs/iis.de.md); mit ARR schalten Sie dessen Proxy ein.',
  },
  '404.8': {
    meaning: 'ein Teil des Pfads ist ein verborgenes Segment',
    remedy: 'Nehmen Sie einen anderen Pfad, oder entfernen Sie das verborgene Segment aus requestFiltering.',
  },
  '500': {
    meaning: 'ein Fehler im IIS oder beim Start des Dienstes',
    remedy:
      'Öffnen Sie die URL mit einem Browser auf dem Server selbst, der die Zahl hinter dem Punkt zeigt; dann docs/iis.de.md.',
  },
  '500.19': {
    meaning:
      'eine web.config ist nicht brauchbar: ein Modul fehlt, ein Abschnitt ist gesperrt, oder etwas steht doppelt darin',
    remedy:
      'Öffnen Sie die URL mit einem Browser auf dem Server selbst, der Zeile und Grund nennt; docs/iis.de.md hat jeden davon.',
  },
  '500.21': {
    meaning: 'das Modul, das der Handler nennt, ist nicht installiert',
    remedy:
      'Installieren Sie HttpPlatformHandler oder iisnode in 64 Bit, oder nehmen Sie die web.config eines anderen Wegs.',
  },
  '502': {
    meaning:
      'der Dienst startete nicht, nicht rechtzeitig, oder lauscht nicht dort, wohin die Regel weiterleitet',
    remedy:
      'Sehen Sie die neuste Datei in logs an; mit ARR die Adresse in der Regel. Starten Sie den Dienst dann von Hand wie in docs/iis.de.md.',
  },
  '503': {
    meaning: 'der Anwendungspool ist gestoppt oder überlastet',
    remedy:
      'Starten Sie den Anwendungspool; das Ereignisprotokoll, Quelle WAS, sagt, warum er gestoppt wurde.',
  },
  other: { meaning: 'ein Fehler seinerseits', remedy: 'In docs/iis.de.md steht, was die Zahlen bedeuten.' },
};

const TEXTS: Texts<Readonly<Record<string, IisError>>> = { en, de };

/** What an error code of IIS means: by the number behind the point where that is known, else by the status. */
export function iisErrors(code: string): Texts<IisError> {
  const find = (words: Readonly<Record<string, IisError>>): IisError =>
    words[code] ?? words[code.split('.')[0] ?? ''] ?? (words['other'] as IisError);
  return { en: find(TEXTS.en), de: find(TEXTS.de) };
}
