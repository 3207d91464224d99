import { gzipSync, deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { harmlessMessage, HOSTILE_MESSAGES } from '../../bench/support/hostile-messages.ts';
import { createMailbox } from '../../src/exchange/messages.ts';
import { SEND_NOTIFICATION_ACTION } from '../../src/soap/namespaces.ts';
import { BOMBS } from '../support/bombs.ts';
import { envelopeModel, toXml } from '../support/notification-model.ts';
import { writeOddXml } from '../support/odd-xml.ts';
import { sample, sampleNames } from '../support/post.ts';
import { changeMeaning } from './change-meaning.ts';
import type { Chance } from './chance.ts';
import { mutate } from './mutate.ts';

/** A body and the headers that say what it is. */
export interface FuzzMessage {
  readonly body: Buffer;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

const KIB = 1024;
/** Looking through larger ones for something to change would keep the fuzzer busy, not the service. */
const LARGEST_CHANGED = 200 * KIB;
/** Made once a run, and changed anew each time. */
const large = new Map<number, Buffer>();

function largeMessage(bytes: number): Buffer {
  const known = large.get(bytes) ?? Buffer.from(harmlessMessage(bytes));
  large.set(bytes, known);
  return known;
}

const SAMPLES = [...sampleNames(''), ...sampleNames('hostile/')];

function plain(chance: Chance): Buffer {
  switch (chance.below(12)) {
    case 0:
    case 1:
    case 2:
      return sample(chance.pick(SAMPLES));
    case 3:
    case 4:
      return oddMessage(chance);
    case 5: {
      const mailbox = createMailbox({ random: chance });
      return Buffer.from(mailbox.errorMessage('ErrorReadEventsFailed').body);
    }
    default:
      return Buffer.from(createMailbox({ random: chance }).next({ events: 1 + chance.skewed(30) }).body);
  }
}

function oddMessage(chance: Chance): Buffer {
  const [model] = fc.sample(envelopeModel, { numRuns: 1, seed: chance.uint32() | 0 });
  return Buffer.from(model === undefined ? '' : writeOddXml(toXml(model), chance, 0x10ffff));
}

function big(chance: Chance): Buffer {
  switch (chance.below(4)) {
    case 0:
      return Buffer.from(chance.pick(HOSTILE_MESSAGES).make(chance.pick([100, 300]) * KIB));
    case 1:
      return Buffer.from(chance.pick(BOMBS).body);
    default:
      return largeMessage(chance.pick([100, 600, 4095]) * KIB);
  }
}

const CHARSETS = [
  'utf-8',
  'UTF-8',
  '"utf-8"',
  'utf-16',
  'utf-16le',
  'iso-8859-1',
  'us-ascii',
  'x',
  '',
  'utf-7',
];

/** The same text in another encoding, said so or not. */
function encode(bytes: Buffer, chance: Chance): Buffer {
  const text = bytes.toString('utf8');
  const mark = chance.percent(50) ? '\ufeff' : '';
  switch (chance.below(4)) {
    case 0:
      return Buffer.from(mark + text, 'utf16le');
    case 1: {
      return Buffer.from(mark + text, 'utf16le').swap16();
    }
    case 2:
      return Buffer.from(text, 'latin1');
    default:
      return Buffer.from(mark + text);
  }
}

function compress(bytes: Buffer, chance: Chance): readonly [string, Buffer] {
  const [name, run] = chance.pick([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ] as const);
  const packed = run(bytes);
  return [name, chance.percent(30) ? mutate(packed, chance, () => packed) : packed];
}

/** A message in a request that is well framed: what comes of it is up to the reader of messages. */
export function makeMessage(chance: Chance): FuzzMessage {
  let body = chance.percent(3) ? big(chance) : plain(chance);
  const way = chance.below(100);
  if (way < 45) {
    body = mutate(body, chance, () => plain(chance));
  } else if (way < 85 && body.length < LARGEST_CHANGED) {
    body = changeMeaning(body, chance);
  }
  let charset = 'utf-8';
  if (chance.percent(15)) {
    body = encode(body, chance);
    charset = chance.pick(CHARSETS);
  }
  const headers: [string, string][] = [];
  if (chance.percent(8)) {
    const [name, packed] = compress(body, chance);
    body = packed;
    headers.push([
      'Content-Encoding',
      chance.percent(80) ? name : chance.pick(['br', 'identity', 'gzip, gzip']),
    ]);
  }
  const type = chance.percent(95)
    ? 'text/xml'
    : chance.pick(['text/plain', 'application/soap+xml', '', 'TEXT/XML']);
  headers.push(['Content-Type', charset === '' ? type : `${type}; charset=${charset}`]);
  const action = chance.percent(90)
    ? SEND_NOTIFICATION_ACTION
    : chance.pick(['', '""', 'x', '"', '\u00ff'.repeat(300)]);
  headers.push(['SOAPAction', chance.percent(50) ? action : `"${action}"`]);
  return { body, headers };
}
