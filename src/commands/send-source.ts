import { readFile } from 'node:fs/promises';
import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { EVENT_KINDS } from '../mapping/events.ts';
import type { EventKind } from '../mapping/events.ts';
import { createMailbox } from '../exchange/messages.ts';
import type { Mailbox } from '../exchange/messages.ts';
import { createRandom } from '../exchange/random.ts';
import { NS } from '../soap/namespaces.ts';

/** One message to send and how many events are in it. */
export interface Outgoing {
  readonly body: string | Uint8Array;
  readonly events: number;
  /** Where it is not the usual one. */
  readonly contentType?: string;
}

/** What messages are generated. */
export interface GeneratedOptions {
  readonly seed: string;
  /** Time stamps from a fixed day on instead of the clock's, so that the seed alone decides every byte. */
  readonly fixedClock: boolean;
  readonly subscriptions: number;
  readonly lanes: number;
  readonly events?: number;
  readonly kinds?: readonly EventKind[];
  readonly what: 'events' | 'status' | { readonly errorCode: string };
}

/**
 * Messages of as many subscriptions as asked for. A subscription belongs to one lane where there are enough of
 * them, so that its messages are sent one after the other and chain, as Exchange's do.
 */
export function generateMessages(options: GeneratedOptions): (lane: number) => Outgoing {
  const { subscriptions, lanes, what } = options;
  const mailboxes: (Mailbox | undefined)[] = [];
  const turns = Array.from({ length: lanes }, () => 0);

  return (lane) => {
    const turn = turns[lane] ?? 0;
    turns[lane] = turn + 1;
    const own = Math.max(1, Math.ceil((subscriptions - lane) / lanes));
    const number = (lane + (turn % own) * lanes) % subscriptions;
    const mailbox = (mailboxes[number] ??= createMailbox({
      random: createRandom(`${options.seed}/${number}`),
      ...(options.fixedClock ? { now: steadyClock() } : {}),
    }));
    const { body, events } =
      what === 'events'
        ? mailbox.next({
            ...(options.events === undefined ? {} : { events: options.events }),
            ...(options.kinds === undefined ? {} : { kinds: options.kinds }),
          })
        : what === 'status'
          ? mailbox.statusEvent()
          : mailbox.errorMessage(what.errorCode);
    return { body, events: events.length };
  };
}

/**
 * Files as they are, each with its events counted.
 * @throws the file system's error where a file cannot be read
 */
export async function readMessages(files: readonly string[]): Promise<readonly Outgoing[]> {
  return Promise.all(
    files.map(async (file) => {
      const body = await readFile(file);
      const encoding = encodingOf(body);
      const contentType = encoding === 'utf-8' ? {} : { contentType: 'text/xml; charset=utf-16' };
      return { body, events: countEvents(new TextDecoder(encoding).decode(body)), ...contentType };
    }),
  );
}

function steadyClock(): () => Date {
  let seconds = 0;
  return () => new Date(Date.UTC(2024, 4, 1) + seconds++ * 1000);
}

function encodingOf(body: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (body[0] === 0xff && body[1] === 0xfe) {
    return 'utf-16le';
  }
  return body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** 0 where the text is not well-formed: files that are to be refused are sent too. */
function countEvents(text: string): number {
  try {
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
    return EVENT_KINDS.reduce((sum, kind) => sum + document.getElementsByTagNameNS(NS.types, kind).length, 0);
  } catch {
    return 0;
  }
}
