import type { GermanText } from './german-text.ts';

/** The settings about listening, callers, limits and TLS, in German. */
export const RECEIVING = {
  port: {
    summary: 'TCP-Port, Named Pipe oder Socket-Pfad, an dem Benachrichtigungen entgegengenommen werden.',
    advice: 'Der IIS setzt ihn von selbst (iisnode: `PORT`, HttpPlatformHandler: `HTTP_PLATFORM_PORT`).',
    allowed: 'ein TCP-Port von 0 bis 65535, oder der Pfad einer Named Pipe oder eines Sockets',
  },
  host: {
    summary: 'Adresse, an welcher der Dienst lauscht.',
    advice: 'Auf 127.0.0.1 setzen, wenn nur ein Reverse Proxy auf derselben Maschine aufruft.',
    allowed: 'eine IP-Adresse oder ein Hostname dieser Maschine',
    unset: 'alle Schnittstellen, IPv6 und IPv4; 127.0.0.1, wenn der Port aus `HTTP_PLATFORM_PORT` kommt',
  },
  paths: {
    summary: 'URL-Pfade des Endpunkts, verglichen ohne Rücksicht auf Gross- und Kleinschreibung.',
    advice: 'Einen Pfad hinzufügen, wenn Exchange eine andere Callback-URL bekommen hat.',
    allowed: 'eine Liste von URL-Pfaden, jeder mit / am Anfang',
  },
  maxBodyBytes: {
    summary:
      'Grösste angenommene Meldung, nach dem Dekomprimieren gezählt; eine grössere wird mit 413 beantwortet.',
    advice: 'Anheben, wenn im Log abgewiesene Meldungen von Exchange stehen.',
  },
  maxDepth: {
    summary: 'Tiefste angenommene Verschachtelung von Elementen; die Meldungen von Exchange brauchen 8.',
    advice: 'So lassen.',
  },
  maxNodes: {
    summary:
      'Höchstzahl der XML-Knoten (Elemente, Attribute, Texte), die in einer Meldung angenommen werden; ein Ereignis hat etwa 20.',
    advice: 'Zusammen mit `maxBodyBytes` anheben.',
  },
  keepAliveTimeoutMs: {
    summary: 'Wie lange eine unbenutzte Verbindung offen bleibt.',
    advice: 'Länger als die Leerlaufzeit eines Load Balancers davor, oft 60 s.',
  },
  headersTimeoutMs: {
    summary: 'Wie lange ein Aufrufer für die Header einer Anfrage brauchen darf.',
    advice: 'So lassen. Nicht länger als `requestTimeoutMs`.',
  },
  requestTimeoutMs: {
    summary: 'Wie lange ein Aufrufer für eine ganze Anfrage brauchen darf.',
    advice: 'Für grosse Meldungen über sehr langsame Leitungen anheben.',
  },
  metadata: {
    summary: 'Ob `?wsdl`, `?singleWsdl`, `?xsd` und `?disco` ausgeliefert werden.',
    advice: 'Einschalten, um einen SOAP-Client zu erzeugen; Exchange braucht es nicht.',
  },
  allow: {
    summary:
      'Netze, aus denen Anfragen angenommen werden; alle anderen bekommen 403. `exchange-online` steht für die Netze, die ' +
      'Microsoft veröffentlicht, `private` und `loopback` für die so genannten, `pipe` für einen lokalen Webserver, der ' +
      'niemanden nennt, `any` für alle.',
    advice:
      'Der ursprüngliche Endpunkt antwortete allen. Auf `exchange-online,private,loopback` oder weniger setzen, sobald im ' +
      'Log die richtigen Absender stehen (docs/access.de.md).',
    allowed:
      'eine Liste von Netzen wie 203.0.113.0/24 und 2001:db8::/32 (die Bits hinter dem Präfix 0), Adressen und den Namen ' +
      'any, exchange-online, private, loopback, pipe',
  },
  trustProxy: {
    summary:
      'Proxys, denen geglaubt wird, von wem eine Anfrage kommt (X-Forwarded-For). `pipe` ist der lokale Webserver hinter ' +
      'einer Named Pipe oder einem Unix-Socket, `iisnode` ein IIS, der die Adresse von sich aus übergibt, `none` niemand.',
    advice:
      'Die Adressen eines Proxys oder Load Balancers auf einer anderen Maschine oder in einem anderen Container hinzufügen.',
    allowed:
      'eine Liste von Netzen wie 203.0.113.0/24 und 2001:db8::/32 (die Bits hinter dem Präfix 0), Adressen und den Namen ' +
      'pipe, iisnode, loopback, private, aber nicht alle Adressen; oder none',
  },
  maxConnections: {
    summary:
      'Höchstzahl der Verbindungen, die gleichzeitig offen sind; eine weitere wird sofort geschlossen, und unbenutzte ebenso.',
    advice: 'So lassen. Jede braucht einen Dateideskriptor des Prozesses (`ulimit -n`).',
  },
  maxConnectionsPerAddress: {
    summary:
      'Höchstzahl der Verbindungen, die eine Adresse oder ein IPv6-Netz von 64 Bit gleichzeitig offen hat. Die Proxys von ' +
      '`trustProxy` zählen nicht: Alle Verbindungen sind die ihren.',
    advice: 'So lassen. Steht ein Proxy davor, zuerst `trustProxy` setzen.',
    unset:
      '400 für eine Adresse des Internets, die keine `allow`-Liste nennt; für andere nur `maxConnections`',
  },
  maxMessagesInFlight: {
    summary:
      'Höchstzahl der Meldungen, die gleichzeitig gelesen und gespeichert werden, die Hälfte davon für einen Absender; darüber ' +
      'wird dem Absender mit 503 gesagt, er solle es noch einmal versuchen.',
    advice: 'So lassen: Auch mit einer langsamen Datenbank wartet eine Meldung höchstens einige Sekunden.',
  },
  maxBytesInFlight: {
    summary:
      'Höchstens so viel Arbeitsspeicher für Meldungen, die hereinkommen oder gespeichert werden, die Hälfte davon für einen ' +
      'Absender; darüber wird dem Absender mit 503 gesagt, er solle es noch einmal versuchen. Mindestens das Doppelte ' +
      'von `maxBodyBytes`.',
    advice: 'Auf einer Maschine mit wenig Arbeitsspeicher senken, mit `maxBodyBytes` zusammen anheben.',
  },
  maxRatePerAddress: {
    summary:
      'Höchstzahl der Anfragen pro Sekunde von einem Absender oder einem IPv6-Netz von 64 Bit, im Mittel über zehn Sekunden; ' +
      'darüber wird dem Absender mit 503 gesagt, er solle es noch einmal versuchen. 0 heisst ohne Grenze.',
    advice: 'So lassen: Ein Server mit Tausenden von Postfächern sendet einige Dutzend pro Sekunde.',
    unset:
      '500 für eine Adresse des Internets, solange alle aufrufen dürfen (`allow` ist `any`); keine Grenze für andere',
  },
  maxRatePerMandator: {
    summary:
      'Höchstzahl der Meldungen pro Sekunde für einen Mandanten, im Mittel über zehn Sekunden; darüber wird den Absendern mit 503 ' +
      'gesagt, sie sollen es noch einmal versuchen. 0 heisst ohne Grenze.',
    advice:
      'Setzen, wenn ein Mandant die anderen nicht bremsen darf. Es gilt auch für gute Absender: Wer aufrufen darf, kann sie ' +
      'aufbrauchen; zuerst also `allow` setzen.',
    unset: 'keine Grenze',
  },
  tlsCert: {
    summary:
      'Zertifikat dieses Dienstes, gefolgt von denen seiner Aussteller (PEM). Der Port spricht dann nur HTTPS.',
    advice: 'Mit `tlsKey` setzen, wenn davor kein Proxy TLS macht.',
    allowed: 'der Pfad einer PEM-Datei',
    unset: 'kein TLS, ausser `tlsPfx` ist gesetzt',
  },
  tlsKey: {
    summary: 'Privater Schlüssel zu `tlsCert` (PEM).',
    advice: 'Nur der Dienst darf ihn lesen können.',
    allowed: 'der Pfad einer PEM-Datei',
    unset: 'kein TLS, ausser `tlsPfx` ist gesetzt',
  },
  tlsPfx: {
    summary: 'Zertifikat und privater Schlüssel in einer Datei (PFX, PKCS #12), wie Windows sie exportiert.',
    advice: 'Anstelle von `tlsCert` und `tlsKey` setzen.',
    allowed: 'der Pfad einer PFX-Datei',
    unset: 'kein TLS, ausser `tlsCert` ist gesetzt',
  },
  tlsPassphrase: {
    summary: 'Passphrase von `tlsKey` oder `tlsPfx`.',
    advice: 'Besser `SYNC_TLS_PASSPHRASE_FILE`, der Pfad einer Datei, die nur der Dienst lesen kann.',
    allowed: 'eine Passphrase',
    unset: 'keine',
  },
  tlsMinVersion: {
    summary: 'Älteste TLS-Version, die von Aufrufern angenommen wird.',
    advice: 'So lassen: Exchange Server bis 2016 kennt nichts Neueres als 1.2.',
  },
  tlsClientCa: {
    summary:
      'Aussteller von Client-Zertifikaten (PEM): Wer keines von ihnen vorweist, bekommt keine Verbindung.',
    advice:
      'Exchange hat keines; setzen, wenn nur ein eigener Proxy aufrufen darf, Zustandsabfragen eingeschlossen.',
    allowed: 'der Pfad einer PEM-Datei',
    unset: 'es wird kein Zertifikat verlangt',
  },
  tlsReloadMs: {
    summary:
      'Wie oft die TLS-Dateien angesehen werden: Was sich geändert hat, gilt für die nächste Verbindung, und was kaputt ' +
      'ist, ersetzt nicht, was funktioniert.',
    advice: 'So lassen.',
  },
} satisfies Readonly<Record<string, GermanText>>;
