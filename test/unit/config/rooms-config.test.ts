import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { formatProblem } from '../../../src/config/settings-error.ts';
import { knownRoomsConfigDirs, readRoomsConfig } from '../../../src/config/rooms-config.ts';

const STRINGS = 'ConnectionStrings.config';
const SETTINGS = 'RoomsAppSettings.config';

describe('readRoomsConfig', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'rooms-config-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  function read(files: Readonly<Record<string, string | Buffer>>) {
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(dir, name), content);
    }
    const { problems, connectionStrings, ...rest } = readRoomsConfig(dir, readFileSync);
    return {
      ...rest,
      connectionStrings: Object.fromEntries(connectionStrings),
      problems: problems.map((problem) => formatProblem(problem).replaceAll(join(dir, 'x').slice(0, -1), '')),
    };
  }

  it('reads mandators, default mandator and URLs as ROOMS writes them', () => {
    const config = read({
      [STRINGS]: `<?xml version="1.0" encoding="utf-8"?>
        <!-- one a mandator -->
        <connectionStrings>
          <clear />
          <add name="PROD" connectionString="Data Source=SQLSERVER;Initial Catalog=ROOMS;Integrated Security=SSPI" />
          <!-- <add name="OLD" connectionString="Data Source=OLD" /> -->
          <add name="Test &amp; Co" connectionString="Data Source=S\\I;Password='se;cr&quot;et&#x41;'" providerName="System.Data.SqlClient" />
        </connectionStrings>`,
      [SETTINGS]: `<RoomsAppSettings>
          <add key="DefaultMandator" value="PROD" />
          <add key="ExchangeServiceUrl" value="https://public.example.com/Sync/SyncNotification.svc?PROD" />
          <add key="exchangepushnotificationendpointurl" value=" https://public.example.com/api/webhooks/exchange " />
          <add key="SomethingElse" value="" />
        </RoomsAppSettings>`,
    });
    expect(config).to.deep.equal({
      connectionStrings: {
        PROD: 'Data Source=SQLSERVER;Initial Catalog=ROOMS;Integrated Security=SSPI',
        'Test & Co': "Data Source=S\\I;Password='se;cr\"etA'",
      },
      defaultMandator: 'PROD',
      serviceUrls: [
        {
          key: 'ExchangeServiceUrl',
          url: 'https://public.example.com/Sync/SyncNotification.svc?PROD',
          path: '/Sync/SyncNotification.svc',
        },
        {
          key: 'ExchangePushNotificationEndpointUrl',
          url: 'https://public.example.com/api/webhooks/exchange',
          path: '/api/webhooks/exchange',
        },
      ],
      problems: [],
    });
  });

  it('applies clear and remove in their order, whatever the case of names', () => {
    const config = read({
      [STRINGS]: `<connectionStrings>
        <add name="a" connectionString="1"/><clear/><add name="b" connectionString="2"/>
        <add name="c" connectionString="3"/><remove name="B"/><remove name="none"/><add name="B" connectionString="4"/>
      </connectionStrings>`,
    });
    expect(config).to.deep.include({
      connectionStrings: { c: '3', B: '4' },
      defaultMandator: null,
      problems: [],
    });
  });

  it('lets a later application setting replace an earlier one', () => {
    const config = read({
      [STRINGS]: '<connectionStrings/>',
      [SETTINGS]:
        '<RoomsAppSettings><add key="defaultmandator" value="A"/><add key="DefaultMandator" value="B"/></RoomsAppSettings>',
    });
    expect(config).to.deep.include({ defaultMandator: 'B', problems: [] });
  });

  it('finds the section within an enclosing configuration', () => {
    const config = read({
      [STRINGS]:
        '<configuration><appSettings/><connectionStrings><add name="a" connectionString="ä"/></connectionStrings></configuration>',
    });
    expect(config).to.deep.include({ connectionStrings: { a: 'ä' }, problems: [] });
  });

  const umlaut = '<connectionStrings><add name="a" connectionString="ä"/></connectionStrings>';
  for (const [what, bytes] of [
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${umlaut}`)],
    ['UTF-16', Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-16"?>${umlaut}`, 'utf16le')],
    ['UTF-16, big-endian', Buffer.from(`\ufeff${umlaut}`, 'utf16le').swap16()],
    ['windows-1252', Buffer.from(`<?xml version="1.0" encoding="windows-1252"?>${umlaut}`, 'latin1')],
  ] as const) {
    it(`reads ${what}`, () => {
      expect(read({ [STRINGS]: bytes })).to.deep.include({ connectionStrings: { a: 'ä' }, problems: [] });
    });
  }

  for (const [what, content, expected] of [
    [
      'a second add of a name',
      '<connectionStrings>\n<add name="a" connectionString="1"/>\n<add name="A" connectionString="2"/></connectionStrings>',
      'ConnectionStrings.config line 3: "A" is added a second time. Remove one of the two (their case does not count).',
    ],
    [
      'an add without a name',
      '<connectionStrings>\n<add connectionString="hush"/></connectionStrings>',
      'ConnectionStrings.config line 2: <add> is not understood. Expected is <add name="..." connectionString="..." />, ' +
        '<remove name="..." /> or <clear />.',
    ],
    [
      'an attribute in another case',
      '<connectionStrings><add name="a" ConnectionString="hush"/></connectionStrings>',
      'ConnectionStrings.config line 1: <add> is not understood.',
    ],
    [
      'an unknown element',
      '<connectionStrings>\n\n<ad name="a"/></connectionStrings>',
      'line 3: <ad> is not understood.',
    ],
    [
      'another root',
      '<appSettings/>',
      'ConnectionStrings.config: has no <connectionStrings>. Expected is <connectionStrings>, alone or within',
    ],
    ['text after the end', '<connectionStrings/>\nhush', 'not well-formed XML at line'],
    ['an element left open', '<connectionStrings>\n<add name="hush">', 'not well-formed XML at line'],
    [
      'an attribute without quotes',
      '<connectionStrings>\n<add name=hush /></connectionStrings>',
      'not well-formed XML at line 2.',
    ],
    ['nothing', '', 'ConnectionStrings.config: not well-formed XML'],
    ['a DOCTYPE', '<!DOCTYPE x><connectionStrings/>', 'has a DOCTYPE, which no configuration file needs.'],
    [
      'a section in another file',
      '<configuration><connectionStrings configSource="x.config"/></configuration>',
      'line 1 keeps <connectionStrings> in another file (configSource="x.config").',
    ],
    [
      'an encrypted section',
      '<connectionStrings configProtectionProvider="RsaProtectedConfigurationProvider"><EncryptedData/></connectionStrings>',
      'line 1 has <connectionStrings> encrypted, which only Windows can decrypt.',
    ],
    ['bytes that are no text', Buffer.of(0x3c, 0xff), 'ConnectionStrings.config: not UTF-8 text.'],
  ] as const) {
    it(`says file, line and what was expected for ${what}`, () => {
      const { problems } = read({ [STRINGS]: content });
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(/^roomsConfigDir \(ROOMS_CONFIG_DIR\): ConnectionStrings\.config/);
      expect(problems[0]).to.contain(expected).and.not.contain('hush');
    });
  }

  it('misses the connection strings, but not the application settings', () => {
    expect(read({}).problems).to.deep.equal([
      'roomsConfigDir (ROOMS_CONFIG_DIR): ConnectionStrings.config: cannot be read (ENOENT). ' +
        "Name the folder of ROOMS's configuration files, and let the service read it.",
    ]);
  });

  it('refuses a URL that is none', () => {
    const { problems, serviceUrls } = read({
      [STRINGS]: '<connectionStrings/>',
      [SETTINGS]:
        '<RoomsAppSettings><add key="ExchangeServiceUrl" value="public.example.com/x"/></RoomsAppSettings>',
    });
    expect(serviceUrls).to.deep.equal([]);
    expect(problems.join()).to.contain(
      'RoomsAppSettings.config: ExchangeServiceUrl is "public.example.com/x"',
    );
  });
});

describe('knownRoomsConfigDirs', () => {
  it('knows the installation folders on Windows, the 64-bit one also from a 32-bit process', () => {
    const env = { ProgramFiles: 'D:\\P32', ProgramW6432: 'D:\\P', 'ProgramFiles(x86)': 'D:\\P32' };
    expect(knownRoomsConfigDirs('win32', env)).to.deep.equal([
      'D:\\P\\3volutions\\ROOMS\\Configuration',
      'D:\\P32\\3VOLUTIONS\\ROOMS\\Configuration',
      'D:\\P32\\Garaio\\ROOMS\\Configuration',
    ]);
    expect(knownRoomsConfigDirs('win32', {})[0]).to.equal(
      'C:\\Program Files\\3volutions\\ROOMS\\Configuration',
    );
  });

  it('knows none elsewhere', () => {
    expect(knownRoomsConfigDirs('linux', {})).to.deep.equal([]);
  });
});
