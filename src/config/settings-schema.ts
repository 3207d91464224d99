import { z } from 'zod';
import { accessSettings } from './access-settings.ts';
import { limitSettings } from './limit-settings.ts';
import { mirrorSettings } from './mirror-settings.ts';
import { optionalSetting, setting } from './setting.ts';
import { tlsSettings } from './tls-settings.ts';
import {
  byteSize,
  duration,
  filePath,
  integer,
  list,
  listenAddress,
  onOff,
  oneOf,
  perMandator,
  text,
} from './value-type.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/**
 * Every setting: its name in the file, type, default and description. Validation, environment variables, command
 * line options, the reference and the sample file all come from here, so a new setting is one entry.
 */
export const settingsSchema = z.strictObject({
  port: setting(listenAddress(), {
    group: 'Listening',
    env: ['PORT', 'HTTP_PLATFORM_PORT'],
    default: 8080,
    summary: 'TCP port, named pipe or socket path that notifications are received at.',
    advice: 'IIS sets it by itself (iisnode: `PORT`, HttpPlatformHandler: `HTTP_PLATFORM_PORT`).',
  }),
  host: optionalSetting(text('an IP address or host name of this machine', 'address'), {
    group: 'Listening',
    env: ['HOST'],
    unset: 'all interfaces, IPv6 and IPv4; 127.0.0.1 where the port comes from `HTTP_PLATFORM_PORT`',
    example: '127.0.0.1',
    summary: 'Address to listen on.',
    advice: 'Set it to 127.0.0.1 where a reverse proxy on the same machine is the only caller.',
  }),
  paths: setting(list(/^\/[^?#\s]*$/, 'a list of URL paths, each beginning with /', 'path,...'), {
    group: 'Listening',
    default: ['/Webservices/SyncNotification.svc'],
    summary: 'URL paths of the endpoint, compared without regard to case.',
    advice: 'Add a path where Exchange was given another callback URL.',
  }),
  maxBodyBytes: setting(byteSize(KIB, 256 * MIB), {
    group: 'Listening',
    default: '4MiB',
    summary: 'Largest message accepted, counted after decompression; a larger one is answered with 413.',
    advice: 'Raise it if the log shows refused messages from Exchange.',
  }),
  maxDepth: setting(integer(16, 1000), {
    group: 'Listening',
    default: 64,
    summary: "Deepest nesting of elements accepted; Exchange's messages need 8.",
    advice: 'Leave it.',
  }),
  maxNodes: setting(integer(100, 10_000_000), {
    group: 'Listening',
    default: 200_000,
    summary: 'Most XML nodes (elements, attributes, texts) accepted in one message; an event has about 20.',
    advice: 'Raise it together with `maxBodyBytes`.',
  }),
  keepAliveTimeoutMs: setting(duration(1000), {
    group: 'Listening',
    default: '75s',
    summary: 'How long an idle connection is kept open.',
    advice: 'Keep it above the idle time-out of a load balancer in front, which is often 60 s.',
  }),
  headersTimeoutMs: setting(duration(1000), {
    group: 'Listening',
    default: '30s',
    summary: 'How long a caller may take to send the headers of a request.',
    advice: 'Leave it. It may not exceed `requestTimeoutMs`.',
  }),
  requestTimeoutMs: setting(duration(1000), {
    group: 'Listening',
    default: '60s',
    summary: 'How long a caller may take to send a whole request.',
    advice: 'Raise it for large messages over very slow lines.',
  }),
  metadata: setting(onOff(), {
    group: 'Listening',
    default: 'off',
    summary: 'Whether `?wsdl`, `?singleWsdl`, `?xsd` and `?disco` are served.',
    advice: 'Switch it on to generate a SOAP client; Exchange does not need it.',
  }),
  ...accessSettings,
  ...limitSettings,
  ...tlsSettings,
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
  statusFrequencyMs: setting(duration(60_000), {
    group: 'Subscriptions',
    default: '30m',
    summary:
      'StatusFrequency that ROOMS asks for when it subscribes: a subscription that is not heard for twice as long is ' +
      'reported as silent. It holds until the heartbeats of a subscription have shown its own.',
    advice: 'Set it to what ROOMS uses, if that is not 30 minutes.',
  }),
  retiredMandators: optionalSetting(list(/^[^*?&#]+$/, 'a list of mandator names', 'name,...'), {
    group: 'Subscriptions',
    unset: 'none',
    example: ['OLD'],
    summary:
      'Mandators that are being retired: their messages are stored as ever and answered with `Unsubscribe`, so that ' +
      'Exchange ends their subscriptions.',
    advice:
      'Set it before a mandator is removed; `subscriptions end` does the same for single subscriptions.',
  }),
  maxSubscriptions: setting(integer(100, 1_000_000), {
    group: 'Subscriptions',
    default: 20_000,
    summary:
      'Most subscriptions kept track of; beyond it those that were not heard for the longest time go first.',
    advice: 'Raise it where more mailboxes are synchronised; each one takes about 2 kB of memory.',
  }),
  forgetSubscriptionsAfterDays: setting(integer(1, 3650), {
    group: 'Subscriptions',
    default: 100,
    summary: 'After how many days without word a subscription is forgotten.',
    advice: 'Leave it.',
  }),
  ...mirrorSettings,
  logLevel: setting(oneOf(['error', 'warn', 'info', 'debug']), {
    group: 'Logging',
    default: 'info',
    summary: 'Least important lines that are logged. `info` has one line a request.',
    advice: 'Set `debug` to see the stacks of errors; `warn` to log problems only.',
  }),
  logFormat: setting(oneOf(['json', 'text']), {
    group: 'Logging',
    default: 'json',
    summary: 'One JSON object a line, or readable lines.',
    advice: 'Set `text` where a person reads along.',
  }),
  config: optionalSetting(filePath('the path of a settings file', 'file'), {
    group: 'Start and stop',
    unset: 'no file',
    notInFile: true,
    summary: 'Settings file: JSON, comments allowed. Relative paths in it start at its folder.',
    advice: 'Begin with `deploy/sync-notification.sample.jsonc`.',
  }),
  shutdownTimeoutMs: setting(duration(0), {
    group: 'Start and stop',
    default: '10s',
    summary: 'How long a stop waits for requests that were accepted.',
    advice: 'Keep it below the time after which the service manager ends the process.',
  }),
});
