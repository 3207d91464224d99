import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { escapeMarkup } from '../../../src/http/escape-markup.ts';
import { openAdmin, type AdminUnderTest } from '../../support/admin.ts';
import { openRaw } from '../../support/http.ts';
import { post, sample } from '../../support/post.ts';
import { ENDPOINT } from '../../support/service.ts';
import { until } from '../../support/until.ts';

const TOKEN = 'c0rrect!horse#battery$staple';

describe('an attack on the listener for administrators', () => {
  let admin: AdminUnderTest;
  let open: AdminUnderTest;

  before(async () => {
    admin = await openAdmin({ SYNC_ADMIN_TOKEN: TOKEN });
    open = await openAdmin();
  });

  after(async () => {
    await admin.service.stop();
    await open.service.stop();
  });

  /** Sends exactly these lines to the listener without a token, and returns all that comes until it closes. */
  const sendRaw = async (...lines: string[]): Promise<string> => {
    const connection = await openRaw(open.port);
    await connection.write([...lines, '', ''].join('\r\n'));
    return connection.closed();
  };

  describe('by another name', () => {
    for (const host of [
      'localhost.',
      '127.1',
      '2130706433',
      '0x7f.0.0.1',
      '0.0.0.0',
      '[::]',
      '::1',
      'admin@127.0.0.1',
      '127.0.0.1@evil.example',
      '127.0.0.1:80:80',
    ]) {
      it(`is not taken for this machine: ${host}`, async () => {
        const reply = await sendRaw('GET /api/problems HTTP/1.1', `Host: ${host}`, 'Connection: close');
        expect(reply).to.match(/^HTTP\/1\.1 40[03] /);
        expect(reply).to.not.include('never_heard');
      });
    }

    it('is taken for this machine as an IPv4 address mapped into IPv6', async () => {
      const headers = { Host: '[::ffff:127.0.0.1]:8081' };
      expect((await open.ask('/api/problems', { headers })).status).to.equal(200);
    });

    for (const lines of [
      ['GET http://evil.example/api/problems HTTP/1.1', 'Host: 127.0.0.1'],
      ['GET /api/problems HTTP/1.1', 'Host: 127.0.0.1', 'Host: evil.example'],
      ['GET /api/problems HTTP/1.1', 'Host: evil.example', 'Host: 127.0.0.1'],
      ['GET /api/problems HTTP/1.1'],
      ['OPTIONS * HTTP/1.1', 'Host: 127.0.0.1'],
      ['POST /api/selftest HTTP/1.1', 'Host: 127.0.0.1', 'Transfer-Encoding: gzip, chunked', '', '0'],
      [
        'POST /api/selftest HTTP/1.1',
        'Host: 127.0.0.1',
        'Content-Length: 1',
        'Transfer-Encoding: chunked',
        '',
        '0',
      ],
    ]) {
      it(`is refused, and its connection closed: ${lines.join(' | ')}`, async () => {
        const reply = await sendRaw(...lines);
        expect(reply).to.match(/^HTTP\/1\.1 400 /);
        expect(reply).to.match(/Connection: close/i);
      });
    }
  });

  describe('through a proxy that needs no token', () => {
    for (const header of [
      'X-Forwarded-Proto',
      'X-Forwarded-Server',
      'X-Real-IP',
      'X-Original-URL',
      'CF-Connecting-IP',
    ]) {
      it(`is seen by ${header}`, async () => {
        const reply = await open.ask('/api/problems', { headers: { [header]: 'x' } });
        expect(reply.status).to.equal(403);
      });
    }

    it('is seen by HTTP/1.0, which nginx speaks unless told otherwise', async () => {
      expect(await sendRaw('GET /api/problems HTTP/1.0', 'Host: 127.0.0.1:8081')).to.match(
        /^HTTP\/1\.1 403 /,
      );
    });
  });

  describe('from a page of another site', () => {
    for (const site of ['cross-site', 'same-site']) {
      it(`embeds nothing and fetches nothing (${site})`, async () => {
        for (const [mode, dest] of [
          ['no-cors', 'image'],
          ['cors', 'empty'],
          ['navigate', 'iframe'],
        ] as const) {
          const headers = { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': dest };
          const reply = await open.ask('/api/subscriptions', { headers });
          expect(reply.status).to.equal(403);
        }
      });

      it(`may lead here by a link, which says nothing of what was done (${site})`, async () => {
        const headers = {
          'Sec-Fetch-Site': site,
          'Sec-Fetch-Mode': 'navigate',
          'Sec-Fetch-Dest': 'document',
        };
        const reply = await open.ask('/?notice=dropped&count=9', { headers });
        expect(reply.status).to.equal(200);
        expect(reply.text).to.not.include('id="notice"');
      });
    }

    it('is given no permission when it asks for one', async () => {
      const reply = await open.ask('/api/log-level', {
        method: 'OPTIONS',
        headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'PUT' },
      });
      expect(reply.status).to.equal(403);
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).to.deep.equal(
        [],
      );
    });
  });

  describe('with bodies', () => {
    const headers = { 'X-Requested-With': 'x', 'Content-Type': 'application/json' };
    const drop = (
      body: string | Uint8Array,
      more: Record<string, string> = {},
    ): ReturnType<AdminUnderTest['ask']> =>
      open.ask('/api/set-aside/drop', { method: 'POST', headers: { ...headers, ...more }, body });

    for (const body of [
      '{"__proto__":{"all":true}}',
      '{"constructor":{"prototype":{"all":true}}}',
      '{"all":"true"}',
      '{"all":true,"numbers":[1]}',
      '{"numbers":[1e400]}',
      '{"numbers":["1"]}',
      '{"numbers":[1',
      'null',
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
    ]) {
      it(`is refused: ${body.slice(0, 50)}`, async () => {
        expect((await drop(body)).status).to.equal(400);
      });
    }

    it('is refused where it is too long, and where it is not compressed as it says', async () => {
      expect((await drop(`{"numbers":[${'1,'.repeat(50_000)}1]}`)).status).to.equal(413);
      expect((await drop('{"all":true}', { 'Content-Encoding': 'gzip' })).status).to.equal(400);
    });

    it('is refused as text, whatever is in it', async () => {
      for (const type of ['text/plain', 'application/csp-report', 'multipart/form-data; boundary=x']) {
        expect((await drop('{"all":true}', { 'Content-Type': type })).status).to.equal(415);
      }
    });

    it('makes no form of the page stumble', async () => {
      for (const body of [
        'token[toString]=a&token[valueOf]=b',
        'hasOwnProperty=a',
        `a${'[a]'.repeat(3000)}=1`,
      ]) {
        const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
        const reply = await open.ask('/selftest', { method: 'POST', headers: type, body });
        expect(reply.status).to.equal(303);
        expect(reply.headers.location).to.match(/^\.\/\?notice=form_old&count=0#selftest$/);
      }
    });
  });

  describe('with a token', () => {
    it('takes every token that may be set, in both ways', async () => {
      const basic = Buffer.from(`anybody:${TOKEN}`).toString('base64');
      for (const authorization of [`Bearer ${TOKEN}`, `Basic ${basic}`]) {
        const reply = await admin.ask('/api/problems', { headers: { Authorization: authorization } });
        expect(reply.status).to.equal(200);
      }
    });

    it('is not taken from an address, a cookie or a form', async () => {
      for (const path of [`/?token=${TOKEN}`, `/api/problems?access_token=${TOKEN}`]) {
        expect((await admin.ask(path, { headers: { Cookie: `token=${TOKEN}` } })).status).to.equal(401);
      }
    });

    it('is not read to its end from those without it', async () => {
      const connection = await openRaw(admin.port);
      await connection.write('POST /api/selftest HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\nx');
      expect(await connection.closed()).to.match(/^HTTP\/1\.1 401 [^]*Connection: close/i);
    });

    it('says nothing of itself to those without it', async () => {
      for (const path of [
        '/',
        '/nothing',
        '/api/nothing',
        '/metrics',
        '/page.js',
        '/../../etc/passwd',
        '/%E0%A4%A',
      ]) {
        const { status, headers, text } = await admin.ask(path);
        expect(status).to.equal(401);
        expect(text).to.not.match(/node|koa|sync-notification|\d+\.\d+\.\d+/i);
        expect(headers).to.not.have.any.keys('server', 'x-powered-by');
      }
    });
  });

  describe('by what is shown', () => {
    const evil = `"><script>alert(1)</script>'&<img src=x onerror=alert(1)>`;

    it('is text and nothing else on the page, wherever it comes from', async () => {
      const id = escapeMarkup(evil);
      const body = sample('seed-packet.xml')
        .toString()
        .replace(/(<t:SubscriptionId>)[^<]*/, `$1${id}`);
      const forwarded = { 'X-Forwarded-For': evil };
      expect((await post(open.service.port, { body, headers: forwarded })).status).to.equal(200);
      await post(open.service.port, { path: `${ENDPOINT}?${encodeURIComponent(evil)}` });
      const told = ['notification stored', 'notification refused'];
      await until('both are told', () =>
        told.every((text) => open.service.lines().some(({ message }) => message === text)),
      );
      // Has the next page made anew.
      await open.send('PUT', '/api/log-level', { level: 'debug' });
      const query = new URLSearchParams({
        q: evil,
        sort: evil,
        order: evil,
        page: evil,
        lang: evil,
        notice: evil,
      });
      for (const path of ['/', `/?${query.toString()}`, `/?q=&sort=mailbox&order=desc`]) {
        const headers = { 'X-Time-Zone': evil, 'Accept-Language': evil };
        const { status, text } = await open.ask(path, { headers });
        expect(status).to.equal(200);
        expect(text).to.not.match(/<script>|<img|onerror=alert\(1\)>/);
        expect(text.match(/<script/g)).to.have.length(1);
      }
      expect((await open.ask('/')).text).to.include('&lt;script&gt;alert(1)');
    });

    it('is JSON and nothing else for programs', async () => {
      const { headers, text } = await open.ask('/api/subscriptions');
      expect(headers['content-type']).to.equal('application/json; charset=utf-8');
      expect(headers['x-content-type-options']).to.equal('nosniff');
      expect(text).to.include('onerror=alert');
    });

    it('is kept out of the labels of metrics', async () => {
      expect((await open.ask('/metrics')).text).to.not.include('alert(1)');
    });
  });

  describe('by asking for much', () => {
    for (const path of ['/', '/api/status']) {
      it(`is answered step by step, with rests between that are for notifications: ${path}`, async () => {
        const connections = await Promise.all(Array.from({ length: 10 }, () => openRaw(open.port)));
        const turns = countTurns();
        const finished: number[] = [];
        const note = (message: unknown): void => {
          if ((message as { request: IncomingMessage }).request.url === path) {
            finished.push(turns.count());
          }
        };
        subscribe('http.server.response.finish', note);
        try {
          const request = [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', '', ''].join(
            '\r\n',
          );
          connections.forEach(({ socket }) => socket.write(request));
          await Promise.all(connections.map((connection) => connection.closed()));
        } finally {
          unsubscribe('http.server.response.finish', note);
          turns.stop();
        }
        expect(finished).to.have.length(10);
        // Without rests it is one turn an answer at the most.
        expect((finished.at(-1) ?? 0) - (finished[0] ?? 0)).to.be.greaterThan(50);
      });
    }

    it('has one answer at a time on a connection', async () => {
      const request = ['GET /api/status HTTP/1.1', 'Host: 127.0.0.1', '', ''].join('\r\n');
      const connection = await openRaw(open.port);
      await connection.write(request.repeat(50));
      const replies = [...(await connection.closed()).matchAll(/HTTP\/1\.1 (\d+) /g)].map(
        ([, status]) => status,
      );
      expect(replies).to.deep.equal(['200', '400']);
    });
  });

  it('writes no error', () => {
    const errors = [...admin.service.lines(), ...open.service.lines()].filter(
      ({ level }) => level === 'error',
    );
    expect(errors).to.deep.equal([]);
  });
});

/** Counts the turns of the event loop. */
function countTurns(): { readonly count: () => number; readonly stop: () => void } {
  let turns = 0;
  let next = setImmediate(turn);
  function turn(): void {
    turns += 1;
    next = setImmediate(turn);
  }
  return { count: () => turns, stop: () => clearImmediate(next) };
}
