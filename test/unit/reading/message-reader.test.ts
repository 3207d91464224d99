import { expect } from 'chai';
import { createMessageReader, type MessageReader } from '../../../src/reading/message-reader.ts';
import { createReadMessage, type UnreadMessage } from '../../../src/reading/read-message.ts';
import { SEND_NOTIFICATION_ACTION } from '../../../src/soap/namespaces.ts';
import { DEFAULT_XML_LIMITS } from '../../../src/soap/xml-limits.ts';
import { FACTS, mappingOf } from '../../support/message.ts';
import { mailboxOf } from '../../support/post.ts';

const READ = { mapping: mappingOf(), limits: DEFAULT_XML_LIMITS };
const MIB = 1024 * 1024;

function unread(text: string): UnreadMessage {
  return { bytes: Buffer.from(text), charset: 'utf-8', soapAction: SEND_NOTIFICATION_ACTION, facts: FACTS };
}

function events(count: number): UnreadMessage {
  return unread(mailboxOf('reader').next({ events: count }).body);
}

describe('the reader of messages', () => {
  const readers: MessageReader[] = [];
  const open = (options: Partial<Parameters<typeof createMessageReader>[0]> = {}): MessageReader => {
    const reader = createMessageReader({ ...READ, maxBodyBytes: 4 * MIB, ...options });
    readers.push(reader);
    return reader;
  };

  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.close()));
  });

  it('reads in the thread what it reads without it', async () => {
    const reader = open({ threadFromBytes: 1 });
    const message = events(300);

    const { rows, messages, failure } = await reader.read(message);

    const here = createReadMessage(READ)(message);
    expect(failure).to.equal(null);
    expect(messages).to.deep.equal(here.messages);
    expect(rows.map(({ key }) => key)).to.deep.equal(here.rows.map(({ key }) => key));
    // The digest comes out as a Uint8Array of its own.
    const plain = (values: readonly unknown[]) =>
      values.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value));
    expect(rows.map(({ values }) => plain(values))).to.deep.equal(
      here.rows.map(({ values }) => plain(values)),
    );
  });

  it('refuses in the thread as it refuses without it', async () => {
    const reader = open({ threadFromBytes: 1 });
    for (const text of ['<a>', '<!DOCTYPE a>', '<a/>', mailboxOf('x').next().body.replaceAll('Z</', 'z</')]) {
      const { failure } = await reader.read(unread(text));

      const here = createReadMessage(READ)(unread(text)).failure;
      expect(failure, text).to.deep.include({ outcome: here?.outcome, code: here?.code, reply: here?.reply });
      expect(failure?.error.message, text).to.equal(here?.error.message);
    }
  });

  it('lets nobody wait for a large message', async () => {
    const reader = open();
    const done: string[] = [];
    const large = reader.read(events(1000)).then(({ rows }) => done.push(`large ${rows.length}`));
    const small = reader.read(events(1)).then(({ rows }) => done.push(`small ${rows.length}`));

    await Promise.all([large, small]);

    expect(done).to.deep.equal(['small 1', 'large 1000']);
  });

  it('refuses a message that is too much for the memory, and reads the next one', async () => {
    const reader = open({ threadFromBytes: 1, heapMiB: 24 });

    const { failure } = await reader.read(events(6000));

    expect(failure).to.include({ outcome: 'refused', code: 'out_of_memory' });
    expect(failure?.reply).to.deep.equal({ status: 413, body: '' });
    expect((await reader.read(events(2))).rows).to.have.length(2);
  });

  it('gives up a message that takes too long, and reads the next one', async () => {
    const slow = open({ threadFromBytes: 100_000, timeLimitMs: 1 });

    const { failure } = await slow.read(events(6000));

    expect(failure).to.deep.include({ outcome: 'failed', code: 'read_time_limit' });
    expect(failure?.reply.status).to.equal(503);
    expect((await slow.read(events(2))).rows).to.have.length(2);
  });

  it('asks to come again where too many large messages wait', async () => {
    const message = events(30);
    const reader = open({ threadFromBytes: 1, maxBodyBytes: message.bytes.length });

    const readings = await Promise.all(Array.from({ length: 20 }, () => reader.read(message)));

    expect(readings.map(({ failure }) => failure?.code ?? 'read')).to.deep.equal([
      ...Array<string>(16).fill('read'),
      ...Array<string>(4).fill('reader_busy'),
    ]);
    expect(readings.at(-1)?.failure?.reply).to.deep.include({
      status: 503,
      headers: { 'Retry-After': '30' },
    });
    expect((await reader.read(message)).failure).to.equal(null);
  });

  it('answers what waits when it is closed', async () => {
    const reader = open({ threadFromBytes: 1 });
    const waiting = Promise.all([reader.read(events(3000)), reader.read(events(3000))]);

    await reader.close();

    expect((await waiting).map(({ failure }) => failure?.outcome)).to.deep.equal(['failed', 'failed']);
    await reader.close();
  });
});
