import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { SEND_NOTIFICATION_ACTION } from '../../src/soap/namespaces.ts';
import { sample } from './post.ts';
import { ENDPOINT } from './service.ts';

/** A web server in front of the service. */
export interface Proxy {
  readonly port: number;
  stop(): Promise<void>;
}

/** What a proxy was asked, and by whom. */
export interface ProxyRequest {
  readonly method?: string;
  readonly path?: string;
  /** The sender's address, one of 127.0.0.0/8. */
  readonly from: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Where the machine has a program; null, with the reason printed, where it has none, so that a suite can skip. */
export function findProgram(name: string): string | null {
  const places = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'].map(
    (dir) => `${dir}/${name}`,
  );
  const found = places.find((place) => existsSync(place)) ?? null;
  if (found === null) {
    process.stdout.write(`skipped: there is no ${name} on this machine\n`);
  }
  return found;
}

/** Puts other values into a configuration. @throws Error where one of the texts does not stand in it exactly once */
export function withValues(text: string, values: Readonly<Record<string, string>>): string {
  let result = text;
  for (const [old, value] of Object.entries(values)) {
    if (result.split(old).length !== 2) {
      throw new Error(`"${old}" should stand once in the configuration`);
    }
    result = result.replace(old, () => value);
  }
  return result;
}

/** Starts a web server in the foreground and waits until its port is open. @throws Error with its output */
export async function startProxy(
  commandLine: readonly string[],
  port: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Proxy> {
  const [command = '', ...args] = commandLine;
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...env },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (output += part));
  const ended = once(child, 'close');
  while (!(await isOpen(port))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`${command} ended: ${output}`);
    }
  }
  return {
    port,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Sends the sample packet, or another request, through a proxy from one of this machine's addresses. */
export async function sendThrough(
  port: number,
  asked: ProxyRequest,
): Promise<{ status: number; text: string }> {
  const { method = 'POST', path = `${ENDPOINT}?Default`, from, headers = {} } = asked;
  const body = asked.body ?? (method === 'POST' ? sample('seed-packet.xml') : undefined);
  const outgoing = request({
    host: '127.0.0.1',
    port,
    localAddress: from,
    method,
    path,
    headers: {
      'Content-Type': 'text/xml; charset=utf-8',
      SOAPAction: SEND_NOTIFICATION_ACTION,
      Connection: 'close',
      'Content-Length': body?.length ?? 0,
      ...headers,
    },
  });
  outgoing.end(body);
  const [reply] = (await once(outgoing, 'response')) as [IncomingMessage];
  // A refusal comes before the body has been sent, and the connection may be cut then.
  outgoing.on('error', () => undefined);
  return { status: reply.statusCode ?? 0, text: await text(reply).catch(() => '') };
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => setTimeout(resolve, 20, false));
  });
}
