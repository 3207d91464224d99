import type { Socket } from 'node:net';
import { openChannel } from './channel.ts';
import type { Channel } from './channel.ts';
import { errorByNumber } from './engine/error-texts.ts';
import type { Login } from './engine/instance.ts';
import type { Session } from './engine/session.ts';
import { sleep } from './engine/wait-for.ts';
import type { FaultAction } from './faults.ts';
import { acceptance, checkPassword, loginFailed, openSession, refusal } from './login.ts';
import type { ServerContext } from './server-context.ts';
import type { ConnectionInfo } from './server-options.ts';
import { createWorker } from './worker.ts';
import type { Worker } from './worker.ts';
import { readLogin7 } from './wire/login7.ts';
import type { Login7 } from './wire/login7.ts';
import { createNtlmExchange } from './wire/ntlm.ts';
import type { NtlmExchange } from './wire/ntlm.ts';
import { MESSAGE } from './wire/packets.ts';
import type { TdsMessage } from './wire/packets.ts';
import { ENCRYPTION, readEncryption, writePrelogin } from './wire/prelogin.ts';
import { ByteWriter } from './wire/bytes.ts';
import { writeSspi } from './wire/tokens.ts';

/** A client's connection. */
export interface Connection {
  /** Null until it is logged in. */
  info(): ConnectionInfo | null;
  /** Cuts it; what was not committed is undone. */
  cut(): void;
  readonly closed: Promise<void>;
}

/** Serves a socket from PRELOGIN on. */
export function serveConnection(socket: Socket, context: ServerContext): Connection {
  const { instance, faults } = context;
  const ended = new AbortController();
  const { promise: closed, resolve: close } = Promise.withResolvers<undefined>();
  let silent = false;
  let session: Session | null = null;
  let worker: Worker | null = null;
  let login7: Login7 | null = null;
  let ntlm: NtlmExchange | null = null;
  let queue: Promise<void> = Promise.resolve();

  const connectFault = faults.take('connect', '', '');
  if (connectFault === 'refuse') {
    socket.resetAndDestroy();
  }
  const channel: Channel = openChannel(socket, context, {
    message: receive,
    closed: () => {
      ended.abort(new Error('the connection was closed'));
      void (worker?.end() ?? Promise.resolve()).then(() => close(undefined));
    },
  });

  function receive(message: TdsMessage): void {
    if (silent) {
      return;
    }
    // An attention overtakes the request that it is about.
    if (message.type === MESSAGE.attention && worker !== null) {
      worker.attention();
      return;
    }
    const arrived = performance.now();
    queue = queue
      .then(async () => {
        await context.running();
        await handle(message, arrived);
      })
      .catch((error: unknown) => {
        if (!ended.signal.aborted) {
          context.failed(error);
        }
        channel.cut();
      });
  }

  async function handle(message: TdsMessage, arrived: number): Promise<void> {
    if (silent || ended.signal.aborted) {
      return;
    }
    switch (message.type) {
      case MESSAGE.prelogin: {
        await prelogin(message.data);
        return;
      }
      case MESSAGE.login:
        login7 = readLogin7(message.data);
        channel.packetSize = login7.packetSize;
        {
          await authenticate(login7);
          return;
        }
      case MESSAGE.sspi: {
        await continueNtlm(message.data);
        return;
      }
      default:
        if (worker === null) {
          throw new Error('a request before the login');
        }
        {
          await worker.request(message, arrived);
          return;
        }
    }
  }

  async function prelogin(data: Buffer): Promise<void> {
    if (connectFault !== null && !(await survives(connectFault))) {
      return;
    }
    const asked = readEncryption(data);
    const wantsTls = asked === ENCRYPTION.on || asked === ENCRYPTION.required;
    const encrypts = context.tls !== null && !channel.strict && wantsTls;
    const refusesPlain = context.tls?.required === true && !channel.strict && !wantsTls;
    const answer = encrypts ? ENCRYPTION.on : refusesPlain ? ENCRYPTION.required : ENCRYPTION.notSupported;
    channel.send(MESSAGE.reply, writePrelogin(instance.version, answer), 0);
    if (encrypts) {
      // A handshake fails for reasons of the client's: it does not trust the certificate, or knows other versions.
      await channel.encrypt().catch(() => channel.cut());
    }
  }

  async function authenticate(request: Login7): Promise<void> {
    const fault = faults.take('login', '', request.database);
    if (fault !== null && !(await survives(fault))) {
      return;
    }
    if (request.sspi !== null) {
      ntlm = createNtlmExchange(instance.logins, request.sspi);
      const writer = new ByteWriter();
      writeSspi(writer, ntlm.challenge);
      channel.send(MESSAGE.reply, writer.finish(), 0);
      return;
    }
    const login = checkPassword(instance, request);
    await accept(login, request.userName, request);
  }

  async function continueNtlm(data: Buffer): Promise<void> {
    if (ntlm === null || login7 === null) {
      throw new Error('an NTLM message out of turn');
    }
    const { login, user } = ntlm.verify(data);
    await accept(login, user, login7);
  }

  async function accept(login: Login | null, user: string, request: Login7): Promise<void> {
    const opened = login === null ? { errors: [loginFailed(user)] } : openSession(instance, login, request);
    if ('errors' in opened) {
      channel.send(MESSAGE.reply, refusal(opened.errors, instance), 0);
      return;
    }
    session = opened;
    worker = createWorker({
      session: opened,
      channel,
      context,
      ended: ended.signal,
      silence: () => (silent = true),
    });
    await context.running();
    channel.send(
      MESSAGE.reply,
      acceptance(opened, channel.packetSize, request.packetSize, channel.strict),
      opened.id,
    );
  }

  /** Faults before there is a session. @returns false where nothing more may happen */
  async function survives(fault: FaultAction): Promise<boolean> {
    if (typeof fault === 'object' && 'delay' in fault) {
      await sleep(fault.delay, ended.signal);
      return true;
    }
    if (typeof fault === 'object') {
      const error = errorByNumber(fault.error, [], fault.message, fault.class);
      channel.send(MESSAGE.reply, refusal([error], instance), 0);
      return false;
    }
    if (fault === 'hang' || fault === 'stall' || fault === 'hangAfter') {
      silent = true;
    } else {
      channel.cut();
    }
    return false;
  }

  return {
    info: () =>
      session === null
        ? null
        : {
            session: session.id,
            login: session.login.name,
            database: session.database.name,
            applicationName: session.applicationName,
            hostName: session.hostName,
            readOnlyIntent: login7?.readOnlyIntent ?? false,
            tlsVersion: channel.tlsVersion,
            inTransaction: session.transaction !== null,
          },
    cut: () => channel.cut(),
    closed,
  };
}
