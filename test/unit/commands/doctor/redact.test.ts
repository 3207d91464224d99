import { expect } from 'chai';
import fc from 'fast-check';
import { createPrivateValues, type PrivateKind } from '../../../../src/commands/doctor/private-values.ts';
import { createRedact } from '../../../../src/commands/doctor/redact.ts';

function redactOf(values: Readonly<Record<string, PrivateKind>>): (text: string) => string {
  const privates = createPrivateValues();
  for (const [value, kind] of Object.entries(values)) {
    privates.keep(kind, value);
  }
  return createRedact(privates.entries());
}

describe('--redact', () => {
  it('puts the same placeholder for the same value, whatever its case and wherever it stands', () => {
    const redact = redactOf({ 'SQL07.corp.example': 'host', SQL07: 'host', PROD: 'mandator' });
    expect(redact('sql07.corp.example, SQL07.CORP.EXAMPLE and SQL07\\INST')).to.equal(
      '<host-1>, <host-1> and <host-2>\\INST',
    );
    expect(redact('SYNC_SQL_USER_PROD of "prod", and PRODUCT')).to.equal(
      'SYNC_SQL_USER_<mandator-1> of "<mandator-1>", and PRODUCT',
    );
  });

  for (const [what, text, expected] of [
    ['IPv4 addresses', 'from 203.0.113.7 and 203.0.113.7:443', 'from <address-1> and <address-1>:443'],
    ['IPv6 addresses', 'from 2001:db8::7, [2001:db8::7]:443', 'from <address-1>, [<address-1>]:443'],
    ['hosts in URLs', 'at https://a.example.com:8443/x.svc', 'at https://<host-1>:8443/x.svc'],
    ['servers of shares', '\\\\files01\\sync\\data', '\\\\<host-1>\\sync\\data'],
    [
      'people in paths',
      'C:\\Users\\m.muster\\data, /home/muster/x',
      'C:\\Users\\<user-1>\\data, /home/<user-2>/x',
    ],
    [
      'people with blanks in their names',
      'cannot read C:\\Users\\Max Muster\\data\\key.pem, C:\\Users\\Max Muster\\x',
      'cannot read C:\\Users\\<user-1>\\data\\key.pem, C:\\Users\\<user-1>\\x',
    ],
    [
      'hosts in errors of name resolution and certificates',
      "getaddrinfo ENOTFOUND sql9.corp.example; Host: sql9. is not in the cert's altnames: DNS:node-a.corp.example, DNS:*.corp.example",
      "getaddrinfo ENOTFOUND <host-1>; Host: <host-4>. is not in the cert's altnames: DNS:<host-2>, DNS:<host-3>",
    ],
    [
      'hosts in addresses of any kind',
      'proxy socks5://gate.corp.example:1080',
      'proxy socks5://<host-1>:1080',
    ],
    ['names of certificates', 'CN=mail.corp.example, O=Muster AG', 'CN=<name-1>, O=<name-2>'],
    [
      'accounts and databases in errors of SQL Server',
      `Login failed for user 'CORP\\SRV9$'. Cannot open database "Muster" requested by the login.`,
      `Login failed for user '<user-1>'. Cannot open database "<database-1>" requested by the login.`,
    ],
    [
      'the same in German',
      `Fehler bei der Anmeldung für den Benutzer 'CORP\\SRV9$'. Die Datenbank "Muster" fehlt.`,
      `Fehler bei der Anmeldung für den Benutzer '<user-1>'. Die Datenbank "<database-1>" fehlt.`,
    ],
    ['mailboxes', 'of f3483959-36e0-4a10-8b42-9d3513c3f0d9', 'of <mailbox-1>'],
    ['mail addresses', 'room.1@corp.example.com', '<mail-1>'],
    ['accounts', 'S-1-5-21-1004336348-1177238915-682003330-512', '<user-1>'],
  ] as const) {
    it(`finds ${what} by their shape`, () => {
      expect(redactOf({})(text)).to.equal(expected);
    });
  }

  it('leaves what every machine has, versions and times', () => {
    for (const text of [
      '127.0.0.1, ::1, 0.0.0.0, :: and localhost',
      'SQL Server 16.0.4135.4, Developer Edition',
      'Node.js v24.21.0, 500.19, 2026-11-22T11:49:52Z and 00:20:00',
      'http://127.0.0.1:8081/readyz',
      'the ROOMS configuration; mandators: Default',
    ]) {
      expect(redactOf({ ROOMS: 'database', Default: 'mandator', localhost: 'host' })(text)).to.equal(text);
    }
  });

  it('lets no value survive, and puts different placeholders for different values', () => {
    const name = fc
      .stringMatching(/^[A-Za-z][A-Za-z0-9äöüé.$_-]{2,12}[A-Za-z0-9]$/)
      .filter((text) => !/^(host|user|mandator)$/i.test(text));
    const kinds = fc.constantFrom<PrivateKind>('host', 'user', 'mandator');
    const entries = fc.uniqueArray(fc.tuple(name, kinds), {
      minLength: 1,
      maxLength: 6,
      selector: ([value]) => value.toLowerCase(),
    });
    fc.assert(
      fc.property(entries, fc.context(), (values, context) => {
        const privates = createPrivateValues();
        values.forEach(([value, kind]) => privates.keep(kind, value));
        const kept = new Set(privates.entries().map(([value]) => value));
        const redact = createRedact(privates.entries());
        const shown = values.filter(([value]) => kept.has(value.toLowerCase()));
        const text = shown.map(([value]) => `"${value}", ${value.toUpperCase()}; [${value}]`).join(' ');
        const clean = redact(text);
        context.log(clean);
        const rest = clean.replaceAll(/<[a-z]+-\d+>/g, '');
        expect(rest).to.match(/^[",;[\] ]*$/);
        expect(new Set(clean.match(/<[a-z]+-\d+>/g)).size).to.equal(shown.length);
      }),
    );
  });
});
