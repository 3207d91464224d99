import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { addressOfSettings, callableHost } from '../../selftest/address.ts';
import { speaker } from '../texts.ts';
import { ask } from './ask.ts';
import { classifyAnswer } from './classify-answer.ts';
import type { Context } from './context.ts';
import { bad, good, type Diagnosis } from './diagnosis.ts';
import { findHolders, type Holder } from './find-holders.ts';
import { parseWebConfig } from './parse-web-config.ts';
import { PORT_TEXTS } from './texts/port.ts';

const say = speaker(PORT_TEXTS);

/** Addresses to listen on that stand for all others too. */
const EVERYWHERE = ['0.0.0.0', '::'];

/** The process that http.sys, the HTTP server within Windows, shows up as. */
const SYSTEM_PROCESS = 4;

interface Place {
  readonly which: 'endpoint' | 'admin';
  readonly port: number;
  /** Address that the service is to listen on; undefined for all. */
  readonly host: string | undefined;
  readonly setting: string;
  /** Whether this service answers there. */
  readonly isOurs: () => Promise<boolean>;
}

/** Whether the ports of the service are free, held by it, or by somebody else. */
export async function probePorts(context: Context): Promise<Diagnosis[]> {
  const [endpoint, admin] = await Promise.all([probeEndpoint(context), probeAdmin(context)]);
  return [endpoint, admin];
}

async function probeEndpoint(context: Context): Promise<Diagnosis> {
  const { settings, badSettings } = context;
  const { port, host } = settings;
  if (badSettings.has('port')) {
    return good(
      'port',
      say((words) => words.unset),
    );
  }
  if (typeof port === 'string') {
    return good(
      'port',
      say((words) => words.pipe(context.keep('path', port))),
    );
  }
  if (port === 0 || (await isGivenByIis(context))) {
    return good(
      'port',
      say((words) => words.assigned),
    );
  }
  const isOurs = async (): Promise<boolean> => {
    const address = addressOfSettings(settings);
    try {
      return 'url' in address && ['ours', 'ourRefusal'].includes(classifyAnswer(await ask(address.url)).kind);
    } catch (error) {
      // Without a certificate that it trusts, the service shakes hands with nobody.
      const code = String((error as { code?: unknown }).code);
      return settings.tlsClientCa !== undefined && /^ERR_SSL_|^ECONNRESET$/.test(code);
    }
  };
  return probe({ which: 'endpoint', port, host, setting: 'port, PORT', isOurs }, context);
}

/** Where IIS starts the service, it gives it a port or pipe that this command does not know. */
async function isGivenByIis({ settings, platform, folder }: Context): Promise<boolean> {
  const origin = settings.origin['port'];
  if (origin?.name === 'HTTP_PLATFORM_PORT' || platform !== 'win32') {
    return origin?.name === 'HTTP_PLATFORM_PORT';
  }
  try {
    const { way } = parseWebConfig(await readFile(join(folder, 'web.config'), 'utf8'));
    return origin?.source === 'default' && (way === 'httpPlatformHandler' || way === 'iisnode');
  } catch {
    return false;
  }
}

async function probeAdmin(context: Context): Promise<Diagnosis> {
  const { adminPort, adminHost } = context.settings;
  if (adminPort === 'off') {
    return good(
      'port',
      say((words) => words.adminOff),
    );
  }
  if (adminPort === 0) {
    return good(
      'port',
      say((words) => words.adminAny),
    );
  }
  const isOurs = async (): Promise<boolean> => {
    const url = new URL(`http://${callableHost(adminHost)}:${adminPort}/healthz`);
    const answer = await ask(url).catch(() => null);
    return answer?.headers['x-content-type-options'] === 'nosniff';
  };
  const place = {
    which: 'admin',
    port: adminPort,
    host: adminHost,
    setting: 'adminPort, SYNC_ADMIN_PORT',
  } as const;
  return probe({ ...place, isOurs }, context);
}

async function probe(
  { which, port, host, setting, isOurs }: Place,
  { platform }: Context,
): Promise<Diagnosis> {
  const [{ holders, isReserved }, ours] = await Promise.all([findHolders(port, platform), isOurs()]);
  const rivals = holders?.filter(({ address }) => isSamePlace(address, host)) ?? null;
  const holder = rivals?.[0];
  if (ours) {
    return good(
      'port',
      say((words) => words.ours(words[which], port, nameOf(words, holder))),
    );
  }
  if (holder !== undefined) {
    return holder.processId === SYSTEM_PROCESS && platform === 'win32'
      ? bad(
          'port',
          say((words) => words.httpSys(words[which], port)),
          say((words) => words.releaseHttpSys(setting)),
        )
      : bad(
          'port',
          say((words) => words.held(words[which], port, nameOf(words, holder))),
          say((words) => words.release(setting)),
        );
  }
  if (isReserved) {
    return bad(
      'port',
      say((words) => words.reserved(words[which], port)),
      say((words) => words.avoidReserved(setting)),
    );
  }
  if (rivals === null && (await isAnswered(port, host))) {
    return bad(
      'port',
      say((words) => words.untold(words[which], port)),
      say((words) => words.release(setting)),
    );
  }
  return good(
    'port',
    say((words) => words.free(words[which], port)),
  );
}

function isSamePlace(address: string, host: string | undefined): boolean {
  return (
    host === undefined ||
    [address, host].some((either) => EVERYWHERE.includes(either)) ||
    address === (host === 'localhost' ? '127.0.0.1' : host)
  );
}

function nameOf(words: (typeof PORT_TEXTS)['en'], holder: Holder | undefined): string {
  return words.process(holder?.program ?? null, holder?.processId ?? null);
}

/** For systems that do not tell who listens. */
function isAnswered(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: host === undefined ? '127.0.0.1' : host, timeout: 2000 });
    const end = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });
}
