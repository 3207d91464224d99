import type { Texts } from '../../../language.ts';

const en = {
  notWindows: 'not Windows, so there is no IIS to look at',
  noIis: 'IIS is not installed on this machine',
  unreadable: (file: string, reason: string) => `${file} cannot be read (${reason})`,
  asAdministrator: 'Run the command in a console of an administrator, which may read it.',
  modules: (names: string) => `modules installed: ${names}`,
  noModules: 'neither HttpPlatformHandler, iisnode, URL Rewrite nor ARR is installed',
  noWebConfig: (folder: string) =>
    `there is no web.config in ${folder}: IIS does not start the service from there`,
  brokenWebConfig: (file: string, reason: string) => `${file} is not well-formed (${reason})`,
  mendWebConfig: 'Take the web.config of the way chosen from deploy/iis, and make your changes again.',
  otherWay: (file: string) => `${file} leads to none of the three ways`,
  way: (file: string, way: string) => `${file}: ${way}`,
  missingModule: (way: string, module: string) =>
    `web.config needs ${module} for ${way}, which is not installed: IIS answers 500.19 or 500.21`,
  installModule: (module: string) => `Install ${module} in 64 bits, or take the web.config of another way.`,
  proxyOff: 'the proxy of ARR is switched off: IIS answers 404.4',
  proxyOn: 'Switch it on for the server: deploy/iis/README.md has the line.',
  programThere: (path: string) => `web.config starts ${path}, which is there`,
  programMissing: (path: string) =>
    `web.config names ${path}, which is not there: the service cannot start, and IIS answers 502`,
  correctProgram: 'Install Node.js 24 or newer there, or correct the path in web.config.',
  scriptMissing: (path: string) => `web.config has ${path} run, which is not there`,
  unpackAll: 'Unpack the whole release into the folder: dist, node_modules, and with iisnode server.cjs.',
  noLogFolder: (path: string) =>
    `the folder of the log that web.config names, ${path}, is not there: nothing is logged`,
  makeLogFolder: 'Make the folder, and let the identity of the pool write into it.',
  bodiesReplaced:
    'web.config lets IIS replace the bodies of errors: Exchange does not see what the service says',
  passThrough: 'Add <httpErrors existingResponse="PassThrough" />; the value is case-sensitive.',
  otherPort: (target: string, port: string) =>
    `the rule in web.config sends to ${target}, and the service listens at ${port}`,
  samePort: 'Correct the address in the rule, or PORT of the service.',
  application: (site: string, path: string, pool: string) =>
    `application ${path} of the site ${site}, pool ${pool}`,
  noApplication: (folder: string) => `no application of IIS has the folder ${folder}`,
  makeApplication: 'Make the application, or let it point to this folder: docs/iis.md.',
  poolFits: (pool: string) => `pool ${pool}: keeps the service running`,
  managed: (pool: string, version: string) =>
    `pool ${pool}: loads .NET ${version}, which the service does not need`,
  unmanaged: 'Set the .NET CLR version of the pool to "No Managed Code".',
  bits32: (pool: string) => `pool ${pool}: runs in 32 bits, where modules of 64 bits are not loaded`,
  bits64: 'Set "Enable 32-Bit Applications" of the pool to False.',
  idle: (pool: string, span: string) =>
    `pool ${pool}: ends the service when nothing came for ${span}, and silence is not seen`,
  noIdle: 'Set the idle time-out of the pool to 0.',
  onDemand: (pool: string) =>
    `pool ${pool}: starts the service with the first request only, so that rows in the spool wait for one`,
  always: 'Set the start mode of the pool to AlwaysRunning, and preload of the application to true.',
};

const de: typeof en = {
  notWindows: 'nicht Windows, es gibt also keinen IIS zu prüfen',
  noIis: 'der IIS ist auf dieser Maschine nicht installiert',
  unreadable: (file, reason) => `${file} lässt sich nicht lesen (${reason})`,
  asAdministrator:
    'Führen Sie den Befehl in einer Konsole eines Administrators aus, der die Datei lesen darf.',
  modules: (names) => `installierte Module: ${names}`,
  noModules: 'weder HttpPlatformHandler noch iisnode, URL Rewrite oder ARR ist installiert',
  noWebConfig: (folder) => `in ${folder} ist keine web.config: der IIS startet den Dienst nicht von dort`,
  brokenWebConfig: (file, reason) => `${file} ist nicht wohlgeformt (${reason})`,
  mendWebConfig:
    'Nehmen Sie die web.config des gewählten Wegs aus deploy/iis, und machen Sie Ihre Änderungen noch einmal.',
  otherWay: (file) => `${file} führt zu keinem der drei Wege`,
  way: (file, way) => `${file}: ${way}`,
  missingModule: (way, module) =>
    `web.config braucht ${module} für ${way}, das nicht installiert ist: der IIS antwortet 500.19 oder 500.21`,
  installModule: (module) =>
    `Installieren Sie ${module} in 64 Bit, oder nehmen Sie die web.config eines anderen Wegs.`,
  proxyOff: 'der Proxy von ARR ist ausgeschaltet: der IIS antwortet 404.4',
  proxyOn: 'Schalten Sie ihn für den Server ein: die Zeile steht in deploy/iis/README.md.',
  programThere: (path) => `web.config startet ${path}, und das ist da`,
  programMissing: (path) =>
    `web.config nennt ${path}, und das ist nicht da: der Dienst kann nicht starten, und der IIS antwortet 502`,
  correctProgram: 'Installieren Sie dort Node.js 24 oder neuer, oder korrigieren Sie den Pfad in web.config.',
  scriptMissing: (path) => `web.config lässt ${path} ausführen, und das ist nicht da`,
  unpackAll: 'Entpacken Sie das ganze Release in den Ordner: dist, node_modules, und mit iisnode server.cjs.',
  noLogFolder: (path) =>
    `den Ordner des Logs, den web.config nennt, ${path}, gibt es nicht: es wird kein Log geschrieben`,
  makeLogFolder: 'Legen Sie den Ordner an, und lassen Sie die Identität des Pools hineinschreiben.',
  bodiesReplaced:
    'web.config lässt den IIS die Texte von Fehlern ersetzen: Exchange sieht nicht, was der Dienst sagt',
  passThrough:
    'Fügen Sie <httpErrors existingResponse="PassThrough" /> hinzu; Gross- und Kleinschreibung zählt.',
  otherPort: (target, port) =>
    `die Regel in web.config leitet an ${target} weiter, und der Dienst lauscht an ${port}`,
  samePort: 'Korrigieren Sie die Adresse in der Regel, oder PORT des Dienstes.',
  application: (site, path, pool) => `Anwendung ${path} der Site ${site}, Pool ${pool}`,
  noApplication: (folder) => `keine Anwendung des IIS hat den Ordner ${folder}`,
  makeApplication:
    'Legen Sie die Anwendung an, oder lassen Sie sie auf diesen Ordner zeigen: docs/iis.de.md.',
  poolFits: (pool) => `Pool ${pool}: hält den Dienst am Laufen`,
  managed: (pool, version) => `Pool ${pool}: lädt .NET ${version}, das der Dienst nicht braucht`,
  unmanaged: 'Stellen Sie die .NET-CLR-Version des Pools auf «Kein verwalteter Code».',
  bits32: (pool) => `Pool ${pool}: läuft in 32 Bit, wo Module in 64 Bit nicht geladen werden`,
  bits64: 'Stellen Sie «32-Bit-Anwendungen aktivieren» des Pools auf False.',
  idle: (pool, span) =>
    `Pool ${pool}: beendet den Dienst, wenn ${span} lang nichts kam, und Stille wird nicht bemerkt`,
  noIdle: 'Stellen Sie das Leerlaufzeitlimit des Pools auf 0.',
  onDemand: (pool) =>
    `Pool ${pool}: startet den Dienst erst mit der ersten Anfrage, sodass Zeilen im Spool auf eine warten`,
  always:
    'Stellen Sie den Startmodus des Pools auf AlwaysRunning, und das Vorabladen der Anwendung auf true.',
};

/** What is said of IIS and its web.config. */
export const IIS_TEXTS: Texts<typeof en> = { en, de };
