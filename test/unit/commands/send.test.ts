import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { expect } from 'chai';
import { NS } from '../../../src/soap/namespaces.ts';
import { answerOk, faultReply, startReplyServer, statusReply } from '../../support/reply-server.ts';
import type { Answer } from '../../support/reply-server.ts';
import { runCli, type CliResult } from '../../support/run-cli.ts';

const run = (...args: string[]): Promise<CliResult> => runCli(['send', ...args], { cwd: process.cwd() });

describe('sync-notification send', () => {
  const closers: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const close of closers.splice(0)) {
      await close();
    }
  });

  async function serve(answer: Answer = answerOk) {
    const server = await startReplyServer(answer);
    closers.push(server.close);
    const bodies = (): string[] => server.received.map((request) => request.body.toString());
    return { url: server.url, received: server.received, bodies };
  }

  async function file(name: string, content: string | Uint8Array): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'send-'));
    closers.push(() => rm(folder, { recursive: true }));
    await writeFile(path.join(folder, name), content);
    return path.join(folder, name);
  }

  function events(body: string): string[] {
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(body, 'text/xml');
    const [notification] = document.getElementsByTagNameNS(NS.messages, 'Notification');
    return [...notification!.children].slice(3).map((event) => event.localName!);
  }

  function textOf(body: string, name: string): string {
    return new RegExp(`<t:${name}>([^<]*)`).exec(body)![1]!;
  }

  it('sends one message of two events, prints the summary and exits with 0', async () => {
    const { url, bodies } = await serve();
    const { exitCode, out, err } = await run(url);
    expect(exitCode).to.equal(0);
    expect(bodies().map((body) => events(body).length)).to.deep.equal([2]);
    expect(out)
      .to.contain(`1 message, 2 events to ${url}`)
      .and.match(/^replies +OK 1$/m);
    expect(out).to.match(/^latency +p50 [\d.]+ ms, p90 [\d.]+ ms, p99 [\d.]+ ms, max [\d.]+ ms$/m);
    expect(err).to.equal('');
  });

  it('sends as many messages, events and kinds as told', async () => {
    const { url, bodies } = await serve();
    await run(url, '--count', '6', '--concurrency', '3', '--events', '4', '--kinds', 'MovedEvent,created');
    expect(bodies().map(events)).to.deep.equal(
      Array.from({ length: 6 }, () => ['MovedEvent', 'CreatedEvent', 'MovedEvent', 'CreatedEvent']),
    );
  });

  it('chains the messages of each subscription', async () => {
    const { url, bodies } = await serve();
    await run(url, '--count', '30', '--concurrency', '2', '--subscriptions', '5', '--rate', '2000');
    const last = new Map<string, string>();
    for (const body of bodies()) {
      const subscription = textOf(body, 'SubscriptionId');
      expect(textOf(body, 'PreviousWatermark')).to.equal(
        last.get(subscription) ?? textOf(body, 'PreviousWatermark'),
      );
      last.set(subscription, [...body.matchAll(/<t:Watermark>([^<]*)/g)].at(-1)![1]!);
    }
    expect(last.size).to.equal(5);
  });

  it('sends the same bytes again for the same seed, and others without one', async () => {
    const { url, bodies } = await serve();
    await run(url, '--seed', 'x', '--count', '3');
    await run(url, '--seed', 'x', '--count', '3');
    await run(url, '--count', '3');
    const sent = bodies();
    expect(sent.slice(3, 6)).to.deep.equal(sent.slice(0, 3));
    expect(new Set(sent).size).to.equal(6);
  });

  it('sends heartbeats', async () => {
    const { url, bodies } = await serve();
    await run(url, '--status-events');
    expect(bodies().map(events)).to.deep.equal([['StatusEvent']]);
  });

  it('sends error messages', async () => {
    const { url, bodies } = await serve();
    await run(url, '--error', 'ErrorReadEventsFailed');
    expect(bodies()[0]).to.contain('<m:ResponseCode>ErrorReadEventsFailed</m:ResponseCode>');
  });

  it('sends files byte for byte, once each, and counts their events', async () => {
    const { url, received } = await serve();
    const one = Buffer.from(
      `\ufeff<e xmlns:x="${NS.types}">\r\n<x:MovedEvent/><x:StatusEvent/><MovedEvent/></e>`,
      'utf16le',
    );
    const two = Buffer.from('<broken');
    const { out } = await run(url, '--file', await file('one.xml', one), await file('two.xml', two));
    expect(received.map((request) => request.body)).to.deep.equal([one, two]);
    expect(received[0]!.rawHeaders).to.include('text/xml; charset=utf-16');
    expect(received[1]!.rawHeaders).to.include('text/xml; charset=utf-8');
    expect(out).to.contain('2 messages, 2 events');
  });

  it('sends files in turn up to the count', async () => {
    const { url, bodies } = await serve();
    await run(url, '--count', '3', '--file', await file('a', '<a/>'), '--file', await file('b', '<b/>'));
    expect(bodies()).to.deep.equal(['<a/>', '<b/>', '<a/>']);
  });

  it('plays a proxy', async () => {
    const { url, received } = await serve();
    await run(url, '--forwarded-for', '203.0.113.7, 2001:db8::1');
    expect(received[0]!.rawHeaders).to.include.members(['X-Forwarded-For', '203.0.113.7, 2001:db8::1']);
  });

  it('prints JSON where asked, failures included', async () => {
    let turn = 0;
    const { url } = await serve((request, response) => {
      if (turn++ === 1) {
        response.writeHead(503).end();
      } else {
        answerOk(request, response);
      }
    });
    const { exitCode, out, err } = await run(url, '--json', '--count', '3', '--events', '1');
    expect(exitCode).to.equal(1);
    expect(err).to.equal('');
    const summary = JSON.parse(out);
    expect(summary).to.include({ url, count: 3, ok: 2, events: 3 });
    expect(summary.outcomes).to.deep.equal({ OK: 2, '503': 1 });
    expect(summary.failures).to.deep.equal([{ outcome: '503', text: '', times: 1 }]);
    expect(summary.latencyMs).to.have.all.keys('p50', 'p90', 'p99', 'max');
  });

  it('exits with 1 and shows status and text of a fault', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(500, { 'Content-Type': 'text/xml' }).end(faultReply('mandator unknown'));
    });
    const { exitCode, out, err } = await run(url, '--count', '3');
    expect(exitCode).to.equal(1);
    expect(out).to.match(/^replies +500 fault 3$/m);
    expect(err).to.equal('3 x 500 fault: mandator unknown\n');
  });

  it('exits with 1 where the subscription is ended', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/xml' }).end(statusReply('Unsubscribe'));
    });
    expect(await run(url)).to.include({ exitCode: 1, err: '1 x Unsubscribe\n' });
  });

  it('shows the first five kinds of failure and counts the others', async () => {
    let turn = 0;
    const { url } = await serve((_, response) => {
      response.writeHead(500, { 'Content-Type': 'text/xml' }).end(faultReply(`fault ${turn++}`));
    });
    const { err } = await run(url, '--count', '7');
    expect(err.match(/^1 x 500 fault: fault \d$/gm)).to.have.length(5);
    expect(err).to.contain('and 2 other kinds of failure');
  });

  it('says what was tried and what to check where nothing listens', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    await once(server, 'close');
    const { exitCode, err } = await run(`http://${host}/x`);
    expect(exitCode).to.equal(1);
    expect(err).to.contain(`connect ECONNREFUSED ${host}`).and.contain(`Nothing listens at ${host}`);
  });

  it('says that a service was too slow', async () => {
    const { url } = await serve(() => undefined);
    const { exitCode, err } = await run(url, '--timeout', '0.05');
    expect(exitCode).to.equal(1);
    expect(err).to.contain('TIMEOUT: no whole reply within 50 ms').and.contain('--timeout');
  });

  it('ends a run by duration', async () => {
    const { url, received } = await serve();
    await run(url, '--duration', '0.05', '--rate', '100');
    expect(received.length).to.equal(5);
  });

  for (const [args, message] of [
    [['--count', '0'], 'Expected a whole number from 1 on, found "0"'],
    [['--count', '1.5'], 'found "1.5"'],
    [['--count', '99999999999999999999'], 'found "99999999999999999999"'],
    [['--concurrency', '10001'], 'from 1 to 10000, found "10001"'],
    [['--rate', '-1'], 'Expected a number above 0 and up to 1000000, found "-1"'],
    [['--rate', '1e9'], 'found "1e9"'],
    [['--timeout', '0'], 'found "0"'],
    [['--kinds', 'ModifiedEvent,Modfied'], 'FreeBusyChangedEvent, found "Modfied"'],
    [['--kinds', ''], 'found ""'],
    [['--error', 'a b'], 'Expected a code such as ErrorReadEventsFailed, found "a b"'],
    [['not a url'], 'Expected an http or https URL, found "not a url"'],
    [['localhost:8080'], 'Expected an http or https URL, found "localhost:8080"'],
    [['--file', 'no-such-file.xml'], 'cannot read a file to send: ENOENT'],
    [['--file', 'a.xml', 'http://localhost/'], 'found the URL http://localhost/: give it before --file'],
    [['--count', '1', '--duration', '1'], 'expected --count or --duration, found both'],
    [['--status-events', '--kinds', 'ModifiedEvent'], 'cannot be used with'],
    [['--error', 'X', '--status-events'], 'cannot be used with'],
    [['--file', 'a.xml', '--events', '2'], 'cannot be used with'],
    [['--no-such-option'], 'unknown option'],
    [['http://a/', 'http://b/'], 'too many arguments'],
  ] as const) {
    it(`exits with 2 for ${args.join(' ')}`, async () => {
      const { exitCode, out, err } = await run(...args);
      expect(err).to.contain(message);
      expect(exitCode).to.equal(2);
      expect(out).to.equal('');
    });
  }

  it('explains itself with examples', async () => {
    const { exitCode, out } = await run('--help');
    expect(exitCode).to.equal(0);
    expect(out)
      .to.contain('http://localhost:8080/Webservices/SyncNotification.svc?Default')
      .and.contain('$ sync-notification send --file packet.xml')
      .and.contain('Exit code');
  });
});
