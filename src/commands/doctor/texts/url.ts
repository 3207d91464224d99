import type { Texts } from '../../../language.ts';

const en = {
  none: 'no URL from outside is known: ROOMS configures none, and none was given with --url',
  giveUrl: 'Run the command with --url and the URL that Exchange is told, or set ROOMS_CONFIG_DIR.',
  unresolved: (key: string, host: string, reason: string) =>
    `${key}: the name ${host} cannot be resolved here (${reason})`,
  mendDns: 'Correct the name, or mend the DNS: Exchange has to resolve it too, with its own DNS.',
  resolves: (key: string, host: string, addresses: string, isHere: boolean) =>
    `${key}: ${host} is ${addresses}, ${isHere ? 'this machine' : 'another machine: a proxy or load balancer, or another server'}`,
  unreached: (key: string, url: string, reason: string) => `${key}: no answer at ${url} (${reason})`,
  mendRoute:
    'Check that something listens there, and the firewalls in between. Where this machine may not reach the URL from inside, try it from the Exchange server.',
  pathKnown: (key: string, path: string) => `${key}: its path ${path} is one that the service answers at`,
  pathUnknown: (key: string, path: string, paths: string) =>
    `${key}: its path is ${path}, and the service answers at ${paths} only`,
  addPath: (path: string) => `Add ${path} to paths (SYNC_PATHS), unless a proxy rewrites it.`,
  ours: (key: string, url: string) => `${key}: this service answers at ${url}`,
  refusedHere: (key: string, url: string) =>
    `${key}: this service answers at ${url}, and refuses this machine with 403: it is not in allow, which says nothing about Exchange`,
  allowHere:
    'To look from here, add this address to allow (SYNC_ALLOW); else leave it and look from an Exchange server.',
  ourError: (key: string, url: string, status: number) =>
    `${key}: this service answers at ${url} with ${status}`,
  seeLog: 'The line of the request in the log of the service has the reason.',
  original: (key: string, url: string) =>
    `${key}: the original endpoint answers at ${url}, not this service: it shows the page of WCF`,
  cutOver: 'Right before the cut-over. After it, let the path lead to this service: docs/cutover.md.',
  redirect: (key: string, url: string, code: string, to: string) =>
    `${key}: ${url} answers with a redirect (${code}) to ${to}`,
  noRedirect:
    'Take the redirect away for this path, or let ROOMS name the address that it leads to: a POST does not follow it.',
  iis: (key: string, url: string, code: string, meaning: string) =>
    `${key}: IIS answers at ${url} with ${code}: ${meaning}`,
  proxy: (key: string, url: string, code: string, server: string) =>
    `${key}: a proxy ${server === '' ? '' : `(${server}) `}answers at ${url} with ${code}: it does not get through to the service`,
  mendProxy: 'Check that the service runs, and the address that the proxy sends to: scheme, host, port.',
  other: (key: string, url: string, code: string, title: string) =>
    `${key}: something else answers at ${url}: ${code}${title === '' ? '' : `, a page titled ${title}`}`,
  leadHere:
    'Let the path lead to this service: the rule of the proxy, the binding of the IIS site, or the DNS entry.',
  plain: (key: string, host: string) =>
    `${key}: http, so that ids and changes cross the network to ${host} unencrypted`,
  useTls:
    'Use https where the way to Exchange leaves your network; ROOMS has to subscribe anew with that URL.',
  clock: (key: string, seconds: number, isAhead: boolean) =>
    `${key}: the clock of what answers is ${seconds} s ${isAhead ? 'ahead of' : 'behind'} this machine's`,
  sameClock: (key: string) => `${key}: the clock of what answers agrees with this machine's`,
  synchronise:
    'Synchronise both machines with the time of the domain: certificates and times of receipt rest on it.',
};

const de: typeof en = {
  none: 'es ist keine URL von aussen bekannt: ROOMS nennt keine, und mit --url wurde keine angegeben',
  giveUrl:
    'Führen Sie den Befehl mit --url und der URL aus, die Exchange genannt wird, oder setzen Sie ROOMS_CONFIG_DIR.',
  unresolved: (key, host, reason) => `${key}: der Name ${host} lässt sich hier nicht auflösen (${reason})`,
  mendDns: 'Korrigieren Sie den Namen oder das DNS: auch Exchange muss ihn auflösen, mit dem eigenen DNS.',
  resolves: (key, host, addresses, isHere) =>
    `${key}: ${host} ist ${addresses}, ${isHere ? 'diese Maschine' : 'eine andere Maschine: ein Proxy oder Load Balancer, oder ein anderer Server'}`,
  unreached: (key, url, reason) => `${key}: keine Antwort von ${url} (${reason})`,
  mendRoute:
    'Prüfen Sie, ob dort etwas lauscht, und die Firewalls dazwischen. Wo diese Maschine die URL von innen nicht erreichen darf, versuchen Sie es vom Exchange-Server aus.',
  pathKnown: (key, path) => `${key}: an ihrem Pfad ${path} antwortet der Dienst`,
  pathUnknown: (key, path, paths) => `${key}: ihr Pfad ist ${path}, und der Dienst antwortet nur an ${paths}`,
  addPath: (path) => `Nehmen Sie ${path} in paths (SYNC_PATHS) auf, sofern ihn nicht ein Proxy umschreibt.`,
  ours: (key, url) => `${key}: an ${url} antwortet dieser Dienst`,
  refusedHere: (key, url) =>
    `${key}: an ${url} antwortet dieser Dienst und weist diese Maschine mit 403 ab: sie steht nicht in allow, was über Exchange nichts sagt`,
  allowHere:
    'Um von hier aus nachzusehen, nehmen Sie diese Adresse in allow (SYNC_ALLOW) auf; sonst lassen Sie es und sehen Sie von einem Exchange-Server aus nach.',
  ourError: (key, url, status) => `${key}: an ${url} antwortet dieser Dienst mit ${status}`,
  seeLog: 'Der Grund steht im Log des Dienstes in der Zeile der Anfrage.',
  original: (key, url) =>
    `${key}: an ${url} antwortet der ursprüngliche Endpunkt, nicht dieser Dienst: er zeigt die Seite von WCF`,
  cutOver:
    'Vor der Umstellung richtig. Lassen Sie danach den Pfad zu diesem Dienst führen: docs/umstellung.de.md.',
  redirect: (key, url, code, to) => `${key}: ${url} antwortet mit einer Umleitung (${code}) nach ${to}`,
  noRedirect:
    'Nehmen Sie die Umleitung für diesen Pfad weg, oder lassen Sie ROOMS die Adresse nennen, zu der sie führt: ein POST folgt ihr nicht.',
  iis: (key, url, code, meaning) => `${key}: an ${url} antwortet der IIS mit ${code}: ${meaning}`,
  proxy: (key, url, code, server) =>
    `${key}: an ${url} antwortet ein Proxy ${server === '' ? '' : `(${server}) `}mit ${code}: er kommt nicht zum Dienst durch`,
  mendProxy:
    'Prüfen Sie, ob der Dienst läuft, und die Adresse, an die der Proxy weiterleitet: Schema, Host, Port.',
  other: (key, url, code, title) =>
    `${key}: an ${url} antwortet etwas anderes: ${code}${title === '' ? '' : `, eine Seite mit dem Titel ${title}`}`,
  leadHere:
    'Lassen Sie den Pfad zu diesem Dienst führen: Regel des Proxys, Bindung der IIS-Site oder DNS-Eintrag.',
  plain: (key, host) =>
    `${key}: http, sodass Ids und Änderungen unverschlüsselt über das Netz zu ${host} gehen`,
  useTls:
    'Nehmen Sie https, wo der Weg zu Exchange Ihr Netz verlässt; ROOMS muss mit dieser URL neu abonnieren.',
  clock: (key, seconds, isAhead) =>
    `${key}: die Uhr der Gegenseite geht ${seconds} s ${isAhead ? 'vor' : 'nach'}, verglichen mit dieser Maschine`,
  sameClock: (key) => `${key}: die Uhr der Gegenseite stimmt mit jener dieser Maschine überein`,
  synchronise:
    'Gleichen Sie beide Maschinen mit der Zeit der Domäne ab: Zertifikate und Empfangszeiten hängen davon ab.',
};

/** What is said of the URL from outside. */
export const URL_TEXTS: Texts<typeof en> = { en, de };
