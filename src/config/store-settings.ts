import { optionalSetting, setting } from './setting.ts';
import { byteSize, duration, filePath, list, oneOf, perMandator, text } from './value-type.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** The settings about whose rows go where, declared as all others are. */
export const storeSettings = {
  mandators: optionalSetting(list(/^[^*?&#]+$/, 'a list of mandator names', 'name,...'), {
    group: 'Mandators and table',
    unset: 'the names of the connection strings, else `Default`',
    example: ['Default'],
    summary:
      'Mandators that notifications are accepted for: the name after `?` in the URL, whatever its case.',
    advice: 'Set it without SQL Server, or to serve only some of the configured connection strings.',
  }),
  defaultMandator: optionalSetting(text('the name of a mandator', 'name'), {
    group: 'Mandators and table',
    unset: 'the first mandator',
    example: 'Default',
    summary: 'Mandator of requests whose URL names none.',
    advice: 'Set it where it is not the first one.',
  }),
  store: optionalSetting(oneOf(['mssql', 'sqlite']), {
    group: 'Mandators and table',
    unset: '`mssql` where connection strings are configured, else `sqlite`',
    example: 'sqlite',
    summary: "Where rows are written: each mandator's SQL Server database, or a SQLite file in `dataDir`.",
    advice: 'Set `sqlite` to try the service without touching configured databases.',
  }),
  roomsConfigDir: optionalSetting(filePath('the path of a folder', 'folder'), {
    group: 'Mandators and table',
    env: ['ROOMS_CONFIG_DIR'],
    unset: "on Windows the folder of ROOMS's installation, if there is one; else none",
    example: 'C:\\Program Files\\3volutions\\ROOMS\\Configuration',
    summary:
      "Folder with ROOMS's `ConnectionStrings.config` (mandators and their databases) and `RoomsAppSettings.config` " +
      '(default mandator, path of the endpoint). What is set elsewhere wins over them.',
    advice: "Set it where ROOMS's configuration lies in another folder, or was copied to this machine.",
  }),
  dataDir: setting(filePath('the path of a folder', 'folder'), {
    group: 'Mandators and table',
    default: './data',
    summary: 'Folder for the files of the service. It is created where it does not exist.',
    advice: 'Put it on a local disk that is backed up, never on a network share.',
  }),
  mapping: optionalSetting(filePath('the path of a mapping file', 'file'), {
    group: 'Mandators and table',
    unset: 'the built-in mapping to `SyncNotification`',
    example: './mapping.json',
    summary: 'Mapping file: the table, its columns, and where in a message each value is read.',
    advice: 'Set it where the table of your ROOMS release has other columns.',
  }),
  writeTimeoutMs: setting(duration(100), {
    group: 'Mandators and table',
    default: '10s',
    summary:
      'How long one write may take before the spool takes the rows; without SQL Server, before the sender is told ' +
      'to try again.',
    advice: 'Keep it below 20 s: Exchange repeats a message after 30 s.',
  }),
  connectionStrings: setting(perMandator('one ADO.NET connection string a mandator', 'each'), {
    group: 'SQL Server',
    env: ['SYNC_CONNECTION_STRING'],
    default: {},
    example: { PROD: 'Data Source=SQLSERVER\\INST2;Initial Catalog=ROOMS;User ID=rooms_sync' },
    secret: true,
    summary: "ADO.NET connection string of a mandator's database.",
    advice: "Copy it from ROOMS's `ConnectionStrings.config`; keep the password out of it (`sqlPassword`).",
  }),
  sqlUser: setting(perMandator('a user name, for all mandators or by mandator', 'eachOrAll'), {
    group: 'SQL Server',
    default: {},
    example: 'rooms_sync',
    summary:
      'Login for connection strings that name none or ask for integrated security; by mandator, also instead of ' +
      'the one that is named. It is an SQL login, or with `sqlDomain` (or written `DOMAIN\\user`) a Windows account.',
    advice: 'A mandator with a user of its own takes password and domain from its own values only.',
  }),
  sqlPassword: setting(perMandator('a password, for all mandators or by mandator', 'eachOrAll'), {
    group: 'SQL Server',
    default: {},
    example: 'better in SYNC_SQL_PASSWORD_FILE',
    secret: true,
    summary: 'Password of `sqlUser`, or of the user in a connection string without one.',
    advice: 'Prefer `SYNC_SQL_PASSWORD_FILE`, the path of a file that only the service may read.',
  }),
  sqlDomain: setting(perMandator('a Windows domain, for all mandators or by mandator', 'eachOrAll'), {
    group: 'SQL Server',
    default: {},
    example: 'CORP',
    summary: 'Windows domain of `sqlUser`; it makes the login NTLM instead of an SQL login.',
    advice: 'Set it where the database knows Windows accounts only.',
  }),
  sqlTlsMinVersion: setting(oneOf(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']), {
    group: 'SQL Server',
    default: 'TLSv1.2',
    summary: 'Oldest TLS version accepted from SQL Server.',
    advice:
      'Lower it only for servers that cannot be updated: SQL Server before 2016 without its TLS 1.2 update.',
  }),
  spoolMaxBytes: setting(byteSize(MIB, 1024 * GIB), {
    group: 'Spool',
    default: '1GiB',
    summary:
      'Largest size of `spool.db`, where rows wait in `dataDir` while SQL Server does not take them; above it the ' +
      'sender is told to try again.',
    advice: 'An event takes about 1 KiB. Raise it where many mailboxes have to outlast a long outage.',
  }),
  spoolMaxAgeMs: setting(duration(60_000), {
    group: 'Spool',
    default: '12h',
    summary:
      'How long rows may wait in the spool before that is reported as an error. No row is deleted for its age.',
    advice: 'Lower it to be alarmed earlier; rooms are out of date for as long as rows wait.',
  }),
};
