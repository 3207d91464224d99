import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Texts } from '../../language.ts';
import { speaker } from '../texts.ts';
import { ask, type Answer } from './ask.ts';
import { classifyAnswer } from './classify-answer.ts';
import { keepHost } from './collect-private.ts';
import type { Context } from './context.ts';
import { bad, doubtful, good, type Diagnosis } from './diagnosis.ts';
import type { OutsideUrl } from './find-urls.ts';
import { hostOf } from './host-of.ts';
import { iisErrors } from './texts/iis-errors.ts';
import { URL_TEXTS } from './texts/url.ts';

/** What a URL from outside came to. */
export interface UrlReport {
  readonly diagnoses: readonly Diagnosis[];
  /** The addresses that its name resolves to. */
  readonly addresses: readonly string[];
}

/** Clocks further apart than this are worth a remark; the header Date has whole seconds. */
const CLOCK_TOLERANCE_MS = 6000;

const say = speaker(URL_TEXTS);

/** What is said where there is no URL to look at. */
export function noUrl(): Diagnosis {
  return doubtful(
    'url',
    say((words) => words.none),
    say((words) => words.giveUrl),
  );
}

/** Follows a URL from its name to who answers there. The certificate is another probe's. */
export async function probeUrl({ key, url }: OutsideUrl, context: Context): Promise<UrlReport> {
  const path = pathDiagnosis({ key, url }, context);
  const host = hostOf(url);
  let addresses: readonly string[];
  try {
    addresses = isIP(host) === 0 ? (await lookup(host, { all: true })).map(({ address }) => address) : [host];
  } catch (error) {
    const unresolved = say((words) => words.unresolved(key, host, codeOf(error)));
    return {
      diagnoses: [
        bad(
          'url',
          unresolved,
          say((words) => words.mendDns),
        ),
        path,
      ],
      addresses: [],
    };
  }
  addresses.forEach((address) => context.keep('address', address));
  const own = ownAddresses();
  const isHere = addresses.some((address) => own.has(address));
  const resolved = good(
    'url',
    say((words) => words.resolves(key, host, addresses.join(', '), isHere)),
  );
  const plain =
    url.protocol === 'http:' && !isHere
      ? [
          doubtful(
            'url',
            say((words) => words.plain(key, host)),
            say((words) => words.useTls),
          ),
        ]
      : [];
  const answered = await answerDiagnoses({ key, url }, context, isHere);
  return { diagnoses: [resolved, ...plain, ...answered, path], addresses };
}

async function answerDiagnoses(
  { key, url }: OutsideUrl,
  context: Context,
  isHere: boolean,
): Promise<Diagnosis[]> {
  try {
    const answer = await ask(url, { now: context.now });
    return [judge(key, url.href, answer, context), ...(isHere ? [] : clockDiagnosis(key, answer))];
  } catch (error) {
    const unreached = say((words) => words.unreached(key, url.href, codeOf(error)));
    return [
      bad(
        'url',
        unreached,
        say((words) => words.mendRoute),
      ),
    ];
  }
}

function judge(key: string, url: string, answer: Answer, { keep }: Context): Diagnosis {
  const answerer = classifyAnswer(answer);
  const error = (found: Texts<string>, remedy: Texts<string>): Diagnosis => bad('url', found, remedy);
  switch (answerer.kind) {
    case 'ours':
      return good(
        'url',
        say((words) => words.ours(key, url)),
      );
    case 'ourRefusal':
      return answerer.status === 403
        ? doubtful(
            'url',
            say((words) => words.refusedHere(key, url)),
            say((words) => words.allowHere),
          )
        : error(
            say((words) => words.ourError(key, url, answerer.status)),
            say((words) => words.seeLog),
          );
    case 'original':
      return doubtful(
        'url',
        say((words) => words.original(key, url)),
        say((words) => words.cutOver),
      );
    case 'iis': {
      const known = iisErrors(answerer.code);
      const found = {
        en: URL_TEXTS.en.iis(key, url, answerer.code, known.en.meaning),
        de: URL_TEXTS.de.iis(key, url, answerer.code, known.de.meaning),
      };
      return error(found, { en: known.en.remedy, de: known.de.remedy });
    }
    case 'proxy':
      return error(
        say((words) => words.proxy(key, url, answerer.code, answerer.server)),
        say((words) => words.mendProxy),
      );
    case 'redirect': {
      const target = URL.parse(answerer.to, url);
      keepHost(target === null ? '' : hostOf(target), keep);
      return error(
        say((words) => words.redirect(key, url, answerer.code, answerer.to)),
        say((words) => words.noRedirect),
      );
    }
    case 'other':
      return error(
        say((words) => words.other(key, url, answerer.code, keep('title', answerer.title))),
        say((words) => words.leadHere),
      );
  }
}

function pathDiagnosis({ key, url }: OutsideUrl, { settings }: Context): Diagnosis {
  const plain = (path: string): string => path.toLowerCase().replace(/\/+$/, '');
  return settings.paths.some((path) => plain(path) === plain(url.pathname))
    ? good(
        'url',
        say((words) => words.pathKnown(key, url.pathname)),
      )
    : bad(
        'url',
        say((words) => words.pathUnknown(key, url.pathname, settings.paths.join(', '))),
        say((words) => words.addPath(url.pathname)),
      );
}

/** The answer is half a round trip old, and its header has no fractions of a second. */
function clockDiagnosis(key: string, { headers, askedAt, answeredAt }: Answer): Diagnosis[] {
  const theirs = Date.parse(headers.date ?? '');
  const differenceMs = theirs + 500 - (askedAt + answeredAt) / 2;
  if (Number.isNaN(differenceMs)) {
    return [];
  }
  if (Math.abs(differenceMs) - (answeredAt - askedAt) / 2 <= CLOCK_TOLERANCE_MS) {
    return [
      good(
        'clock',
        say((words) => words.sameClock(key)),
      ),
    ];
  }
  const seconds = Math.round(Math.abs(differenceMs) / 1000);
  return [
    doubtful(
      'clock',
      say((words) => words.clock(key, seconds, differenceMs > 0)),
      say((words) => words.synchronise),
    ),
  ];
}

function ownAddresses(): Set<string> {
  return new Set(
    Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address)),
  );
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return codeOf(error.errors[0]);
  }
  const { code, name, message } = error as { code?: unknown; name?: string; message?: string };
  return name === 'TimeoutError' || name === 'AbortError'
    ? 'ETIMEDOUT'
    : typeof code === 'string'
      ? code
      : String(message);
}
