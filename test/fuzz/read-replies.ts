import { STATUS_CODES } from 'node:http';
import { NS } from '../../src/soap/namespaces.ts';
import { createXmlParser } from '../../src/soap/parse-xml.ts';
import { DEFAULT_XML_LIMITS } from '../../src/soap/xml-limits.ts';
import { OK_BODY } from '../support/post.ts';

/** A reply as it stood on the wire. */
export interface RawReply {
  readonly status: number;
  readonly body: string;
}

/** What came back over a connection, taken apart. */
export interface Replies {
  /** The complete ones. */
  readonly replies: readonly RawReply[];
  /** Whether a reply has begun and is not complete. */
  readonly isPartial: boolean;
  /** What is wrong with them; empty where nothing is. */
  readonly problems: readonly string[];
}

/** Things that no reply may let out. */
const SECRETS =
  /node:internal|node_modules|\bat [\w.<>]+ \(|\.ts:\d|\.js:\d|\/tmp\/|sqlite|xmldom|Koa|v24\./i;

const parse = createXmlParser(DEFAULT_XML_LIMITS);

/**
 * Reads replies as strictly as HTTP/1.1 allows to write them. 1xx replies are read over.
 * @param isHead whether a reply may lack the body it announces
 */
export function readReplies(received: Buffer, isHead: boolean): Replies {
  const replies: RawReply[] = [];
  const problems: string[] = [];
  let rest = received.toString('latin1');
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) {
      return { replies, isPartial: true, problems };
    }
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) [\t\x20-\x7e]*$/.exec(statusLine)?.[1]);
    if (!(status in STATUS_CODES) || lines.some((line) => !/^[\w-]+: ?[\t\x20-\x7e]*$/.test(line))) {
      problems.push(`no proper head: ${JSON.stringify(rest.slice(0, 200))}`);
      break;
    }
    rest = rest.slice(end + 4);
    if (status === 100) {
      continue;
    }
    const content = readContent(lines, rest, isHead || status === 304);
    if (content === null) {
      return { replies, isPartial: true, problems };
    }
    rest = content.rest;
    const reply = { status, body: Buffer.from(content.body, 'latin1').toString('utf8') };
    problems.push(...replyProblems(reply, lines));
    replies.push(reply);
  }
  return { replies, isPartial: false, problems };
}

function headerOf(lines: readonly string[], name: string): string | null {
  const line = lines.find((entry) => entry.toLowerCase().startsWith(`${name}:`));
  return line === undefined ? null : line.slice(name.length + 1).trim();
}

/** The body by its framing, or null where it is not complete. */
function readContent(
  lines: readonly string[],
  rest: string,
  isHead: boolean,
): { body: string; rest: string } | null {
  if (headerOf(lines, 'transfer-encoding') === 'chunked') {
    let body = '';
    let left = rest;
    for (;;) {
      const head = /^([0-9a-f]+)\r\n/i.exec(left);
      if (head === null) {
        return isHead && left === '' ? { body, rest: left } : null;
      }
      const size = parseInt(head[1] ?? '', 16);
      const from = head[0].length;
      if (left.length < from + size + 2) {
        return null;
      }
      body += left.slice(from, from + size);
      left = left.slice(from + size + 2);
      if (size === 0) {
        return { body, rest: left };
      }
    }
  }
  const length = Number(headerOf(lines, 'content-length') ?? '0');
  if (isHead && (rest === '' || rest.startsWith('HTTP/1.1 '))) {
    return { body: '', rest };
  }
  return rest.length < length ? null : { body: rest.slice(0, length), rest: rest.slice(length) };
}

function replyProblems({ status, body }: RawReply, lines: readonly string[]): string[] {
  const problems: string[] = [];
  const type = headerOf(lines, 'content-type') ?? '';
  if (status < 200 || (status >= 300 && status < 400)) {
    problems.push(`status ${status}`);
  }
  const secret = SECRETS.exec([...lines, body].join('\n'));
  if (secret !== null) {
    problems.push(`the reply lets out ${JSON.stringify(secret[0])}`);
  }
  if (body !== '' && !isProperBody(status, type, body)) {
    problems.push(`a ${status} with the body ${JSON.stringify(body.slice(0, 300))}`);
  }
  return problems;
}

function isProperBody(status: number, type: string, body: string): boolean {
  if (type.startsWith('text/html')) {
    return /^<!doctype html|^<html/i.test(body) && /<\/html>\s*$/i.test(body);
  }
  if (type.startsWith('text/plain')) {
    return body === 'Healthy';
  }
  if (body === OK_BODY) {
    return status === 200;
  }
  try {
    const root = parse(body).documentElement;
    const isFault = root?.getElementsByTagNameNS(NS.soap11, 'Fault').length === 1;
    return status === 200 ? root?.namespaceURI !== NS.soap11 : isFault;
  } catch {
    return false;
  }
}
