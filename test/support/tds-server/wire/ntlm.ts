import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Login } from '../engine/instance.ts';
import { md4 } from './md4.ts';

/** One NTLM login (MS-NLMP): the challenge, and the check of the answer to it. NTLMv2 only. */
export interface NtlmExchange {
  /** The CHALLENGE message. */
  readonly challenge: Buffer;
  /** Checks the AUTHENTICATE message. `login` is null where it is refused. */
  verify(message: Buffer): { readonly login: Login | null; readonly user: string };
}

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
const CHALLENGE_TYPE = 2;
const AUTHENTICATE_TYPE = 3;
/** Unicode, request target, NTLM, domain target, extended security, target info, version. */
const FLAGS = 0x00000001 | 0x00000004 | 0x00000200 | 0x00010000 | 0x00080000 | 0x00800000 | 0x02000000;
const PROOF_LENGTH = 16;

/** @throws Error where the client's first message is none of NTLM */
export function createNtlmExchange(logins: ReadonlyMap<string, Login>, negotiate: Buffer): NtlmExchange {
  if (!negotiate.subarray(0, 8).equals(SIGNATURE)) {
    throw new Error('not an NTLM message');
  }
  const nonce = randomBytes(8);
  return {
    challenge: challengeMessage(nonce),
    verify(message) {
      if (!message.subarray(0, 8).equals(SIGNATURE) || message.readUInt32LE(8) !== AUTHENTICATE_TYPE) {
        throw new Error('not an NTLM AUTHENTICATE message');
      }
      const domain = field(message, 28).toString('utf16le');
      const user = field(message, 36).toString('utf16le');
      const name = `${domain}\\${user}`;
      const login = logins.get(name.toLowerCase()) ?? null;
      return {
        login: login !== null && isProof(message, login, domain, user, nonce) ? login : null,
        user: name,
      };
    },
  };
}

function challengeMessage(nonce: Buffer): Buffer {
  const target = Buffer.from('TDSTEST', 'utf16le');
  // One pair (2: domain name), then the end of the list.
  const info = Buffer.concat([Buffer.of(2, 0, target.length, 0), target, Buffer.alloc(4)]);
  const head = Buffer.alloc(56);
  SIGNATURE.copy(head);
  head.writeUInt32LE(CHALLENGE_TYPE, 8);
  writeField(head, 12, target.length, 56);
  head.writeUInt32LE(FLAGS >>> 0, 20);
  nonce.copy(head, 24);
  writeField(head, 40, info.length, 56 + target.length);
  return Buffer.concat([head, target, info]);
}

function writeField(head: Buffer, at: number, length: number, offset: number): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

function field(message: Buffer, at: number): Buffer {
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}

/**
 * The answer is an HMAC over the nonce and a blob that follows it. tedious gives the length of the HMAC alone, so
 * the blob is taken up to the message's end.
 */
function isProof(message: Buffer, login: Login, domain: string, user: string, nonce: Buffer): boolean {
  const offset = message.readUInt32LE(24);
  const proof = message.subarray(offset, offset + PROOF_LENGTH);
  const blob = message.subarray(offset + PROOF_LENGTH);
  const secret = md4(Buffer.from(login.password, 'utf16le'));
  const identity = Buffer.from(user.toUpperCase() + domain.toUpperCase(), 'utf16le');
  const key = createHmac('md5', secret).update(identity).digest();
  const expected = createHmac('md5', key)
    .update(Buffer.concat([nonce, blob]))
    .digest();
  return proof.length === PROOF_LENGTH && timingSafeEqual(proof, expected);
}
