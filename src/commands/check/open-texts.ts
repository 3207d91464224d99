import type { Texts } from '../../language.ts';

/** Why a connection could not be opened, and what to do about it. */
export interface Explanation {
  readonly found: (target: string) => string;
  readonly remedy: string;
}

const en = {
  serverError: (number: number, message: string) => `SQL Server error ${number}: ${message}`,
  noDatabase: (database: string, reason: string) =>
    `the database ${database} is not there, is offline, or the login has no user in it (${reason})`,
  correctDatabase: (suffix: string) =>
    `Correct Initial Catalog in the connection string (SYNC_CONNECTION_STRING_${suffix} or ROOMS's ConnectionStrings.config), or create the user there: CREATE USER [name] FOR LOGIN [name];`,
  refused: (target: string, reason: string) => `the login was refused as ${target} (${reason})`,
  correctLogin: (suffix: string) =>
    `Correct user and password: SYNC_SQL_USER_${suffix} and SYNC_SQL_PASSWORD_${suffix} (or SYNC_SQL_USER and SYNC_SQL_PASSWORD_FILE for all mandators), or those in the connection string. An SQL login also needs the server in mixed mode.`,
  failed: (target: string, reason: string) => `the connection to ${target} failed: ${reason}`,
  checkAll: 'Check that the port is that of SQL Server, that the server runs, and the network in between.',
  noReason: 'for no reason that is known',
  noBrowser: {
    found: (target: string) => `the port of the named instance could not be asked for at ${target}`,
    remedy:
      'Start the SQL Server Browser service there and let UDP 1434 through the firewall, correct the name of the instance, or name the port: Data Source=host,port.',
  },
  noName: {
    found: (target: string) => `the name of the server cannot be resolved (${target})`,
    remedy:
      'Correct Data Source in the connection string, write the fully qualified name (host.domain), or mend the DNS of this machine.',
  },
  nothingListens: {
    found: (target: string) => `nothing listens at ${target}`,
    remedy:
      'Check that SQL Server runs, that TCP/IP is enabled (SQL Server Configuration Manager), and the port: Data Source=host,port.',
  },
  noTls: {
    found: (target: string) => `the server ${target} does no TLS, and the connection asks for it`,
    remedy:
      'Enable TLS on the server; or, knowing that password and data then travel unencrypted, write Encrypt=False in the connection string.',
  },
  tlsNeeded: {
    found: (target: string) =>
      `the server ${target} insists on TLS, and the connection string switches it off`,
    remedy: 'Remove Encrypt=False from the connection string.',
  },
  tlsVersion: {
    found: (target: string) => `the server ${target} and this service have no TLS version in common`,
    remedy:
      'Update the server to TLS 1.2, or set SYNC_SQL_TLS_MIN_VERSION=TLSv1 for servers that cannot be updated.',
  },
  certificate: {
    found: (target: string) => `the TLS certificate of ${target} is not trusted`,
    remedy:
      "Install the certificate's authority on this machine (NODE_EXTRA_CA_CERTS=file.pem), correct the host name, or write TrustServerCertificate=True in the connection string.",
  },
  noAnswer: {
    found: (target: string) => `no answer from ${target}`,
    remedy:
      'Check host and port, and the firewalls in between; a server that is only slow gets more time with Connect Timeout in the connection string.',
  },
  noToken: {
    found: (target: string) => `Microsoft Entra ID gave no token for ${target}`,
    remedy:
      'Check the application, its secret and tenant, and that this machine reaches login.microsoftonline.com.',
  },
  loginRefused: {
    found: (target: string) => `the login was refused at ${target}`,
    remedy: 'Correct user, password and domain of this mandator.',
  },
  handshake: {
    found: (target: string) => `the TLS handshake with ${target} failed`,
    remedy:
      'Check that the port is that of SQL Server and its certificate is valid; Encrypt=Strict needs SQL Server 2022.',
  },
};

export type OpenTexts = typeof en;

const de: OpenTexts = {
  serverError: (number, message) => `Fehler ${number} von SQL Server: ${message}`,
  noDatabase: (database, reason) =>
    `die Datenbank ${database} gibt es nicht, sie ist offline, oder die Anmeldung hat darin keinen Benutzer (${reason})`,
  correctDatabase: (suffix) =>
    `Korrigieren Sie Initial Catalog in der Verbindungszeichenfolge (SYNC_CONNECTION_STRING_${suffix} oder ConnectionStrings.config von ROOMS), oder legen Sie dort den Benutzer an: CREATE USER [Name] FOR LOGIN [Name];`,
  refused: (target, reason) => `die Anmeldung als ${target} wurde abgelehnt (${reason})`,
  correctLogin: (suffix) =>
    `Korrigieren Sie Benutzer und Passwort: SYNC_SQL_USER_${suffix} und SYNC_SQL_PASSWORD_${suffix} (oder SYNC_SQL_USER und SYNC_SQL_PASSWORD_FILE für alle Mandanten), oder jene in der Verbindungszeichenfolge. Eine SQL-Anmeldung braucht ausserdem den Server im gemischten Modus.`,
  failed: (target, reason) => `die Verbindung mit ${target} ist gescheitert: ${reason}`,
  checkAll: 'Prüfen Sie, ob der Port der des SQL Server ist, ob der Server läuft, und das Netz dazwischen.',
  noReason: 'aus unbekanntem Grund',
  noBrowser: {
    found: (target) => `der Port der benannten Instanz liess sich bei ${target} nicht erfragen`,
    remedy:
      'Starten Sie dort den Dienst SQL Server-Browser und lassen Sie UDP 1434 durch die Firewall, korrigieren Sie den Namen der Instanz, oder nennen Sie den Port: Data Source=Host,Port.',
  },
  noName: {
    found: (target) => `der Name des Servers lässt sich nicht auflösen (${target})`,
    remedy:
      'Korrigieren Sie Data Source in der Verbindungszeichenfolge, schreiben Sie den vollständigen Namen (host.domäne), oder bringen Sie das DNS dieser Maschine in Ordnung.',
  },
  nothingListens: {
    found: (target) => `an ${target} lauscht niemand`,
    remedy:
      'Prüfen Sie, ob SQL Server läuft, ob TCP/IP eingeschaltet ist (SQL Server-Konfigurations-Manager), und den Port: Data Source=Host,Port.',
  },
  noTls: {
    found: (target) => `der Server ${target} kann kein TLS, und die Verbindung verlangt es`,
    remedy:
      'Schalten Sie TLS auf dem Server ein; oder schreiben Sie, wohl wissend, dass Passwort und Daten dann unverschlüsselt reisen, Encrypt=False in die Verbindungszeichenfolge.',
  },
  tlsNeeded: {
    found: (target) =>
      `der Server ${target} besteht auf TLS, und die Verbindungszeichenfolge schaltet es aus`,
    remedy: 'Entfernen Sie Encrypt=False aus der Verbindungszeichenfolge.',
  },
  tlsVersion: {
    found: (target) => `der Server ${target} und dieser Dienst haben keine TLS-Version gemeinsam`,
    remedy:
      'Bringen Sie den Server auf TLS 1.2, oder setzen Sie SYNC_SQL_TLS_MIN_VERSION=TLSv1 für Server, die sich nicht aktualisieren lassen.',
  },
  certificate: {
    found: (target) => `dem TLS-Zertifikat von ${target} wird nicht vertraut`,
    remedy:
      'Installieren Sie die Zertifizierungsstelle auf dieser Maschine (NODE_EXTRA_CA_CERTS=datei.pem), korrigieren Sie den Hostnamen, oder schreiben Sie TrustServerCertificate=True in die Verbindungszeichenfolge.',
  },
  noAnswer: {
    found: (target) => `keine Antwort von ${target}`,
    remedy:
      'Prüfen Sie Host und Port und die Firewalls dazwischen; ein Server, der nur langsam ist, bekommt mit Connect Timeout in der Verbindungszeichenfolge mehr Zeit.',
  },
  noToken: {
    found: (target) => `Microsoft Entra ID hat für ${target} kein Token gegeben`,
    remedy:
      'Prüfen Sie die Anwendung, ihr Geheimnis und den Mandanten (tenant), und ob diese Maschine login.microsoftonline.com erreicht.',
  },
  loginRefused: {
    found: (target) => `${target} hat die Anmeldung abgelehnt`,
    remedy: 'Korrigieren Sie Benutzer, Passwort und Domäne dieses Mandanten.',
  },
  handshake: {
    found: (target) => `der TLS-Handshake mit ${target} ist gescheitert`,
    remedy:
      'Prüfen Sie, ob der Port der des SQL Server ist und sein Zertifikat gilt; Encrypt=Strict braucht SQL Server 2022.',
  },
};

/** What is said where a mandator's database cannot be connected to. */
export const OPEN_TEXTS: Texts<OpenTexts> = { en, de };
