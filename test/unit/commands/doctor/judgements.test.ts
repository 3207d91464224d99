import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { judgeDates } from '../../../../src/commands/doctor/certificate-dates.ts';
import { bad, doubtful, good, thingsToDo } from '../../../../src/commands/doctor/diagnosis.ts';
import { findHolders } from '../../../../src/commands/doctor/find-holders.ts';
import { formatReport } from '../../../../src/commands/doctor/format-report.ts';
import { judgeSenders } from '../../../../src/commands/doctor/judge-senders.ts';
import { judgeRoom } from '../../../../src/commands/doctor/probe-disk.ts';
import { probeNode } from '../../../../src/commands/doctor/probe-node.ts';
import { volumeKind } from '../../../../src/commands/doctor/volume-kind.ts';
import { withLimit } from '../../../../src/commands/doctor/with-limit.ts';
import { everywhere } from '../../../../src/commands/texts.ts';
import { skipBecause } from '../../../support/skip.ts';

const MIB = 1024 * 1024;
const [found, remedy] = [everywhere('found'), everywhere('do it')];

describe('what the doctor makes of things', () => {
  it('puts failures before warnings, each after what it rests on, and a remedy once', () => {
    const things = thingsToDo([
      bad('url', found, everywhere('third')),
      doubtful('settings', found, everywhere('fourth')),
      good('node', found),
      bad('database', found, everywhere('first')),
      bad('database', found, everywhere('first')),
      doubtful('service', found, everywhere('second')),
    ]);
    expect(things.map((thing) => thing.remedy?.en)).to.deep.equal(['first', 'second', 'third', 'fourth']);
  });

  it('leaves a service that does not run for later where the URL answers', () => {
    const things = thingsToDo([
      doubtful('service', found, everywhere('b')),
      bad('port', found, everywhere('a')),
    ]);
    expect(things.map((thing) => thing.remedy?.en)).to.deep.equal(['a', 'b']);
  });

  for (const [name, senders, expected] of [
    ['none asked', { from: null }, /^ok: .*known only while the service runs/],
    ['none yet', { from: [] }, /^ok: .*no notification yet/],
    [
      'several',
      { from: ['203.0.113.7', '203.0.113.8', '203.0.113.7'] },
      /^ok: .*last 3 .*203\.0\.113\.7, 203\.0\.113\.8$/,
    ],
    ['too few of this machine', { from: ['127.0.0.1'] }, /^ok/],
    [
      'this machine only',
      { from: Array<string>(5).fill('127.0.0.1') },
      /^warn: .*does not hand on whose they are/,
    ],
    ['a pipe only', { from: Array<string>(5).fill('pipe') }, /^warn: .*does not hand on/],
    [
      'the proxy only',
      { from: Array<string>(9).fill('192.0.2.5'), outside: ['192.0.2.5'] },
      /^warn: .*not in trustProxy/,
    ],
    [
      'one private address, for Exchange Online',
      { from: Array<string>(9).fill('10.0.0.5'), allow: ['exchange-online'] },
      /^warn: .*that is a proxy/,
    ],
    ['one private address, for an Exchange Server', { from: Array<string>(9).fill('10.0.0.5') }, /^ok/],
  ] as const) {
    it(`tells of senders: ${name}`, () => {
      const judged = judgeSenders({ outside: [], allow: ['private'], ...senders });
      expect(`${judged.result}: ${judged.found.en}`).to.match(expected);
    });
  }

  for (const [freeBytes, spoolMaxBytes, result] of [
    [100 * MIB, 0, 'fail'],
    [900 * MIB, 1024 * MIB, 'warn'],
    [900 * MIB, 0, 'ok'],
  ] as const) {
    it(`takes ${freeBytes / MIB} MiB for ${result} where the spool may take ${spoolMaxBytes / MIB} MiB`, () => {
      const room = judgeRoom('/data', { freeBytes, totalBytes: 10_240 * MIB, spoolMaxBytes });
      expect(room.result).to.equal(result);
      expect(room.found.en).to.contain(`/data: ${freeBytes / MIB} MiB of 10.0 GiB are free`);
    });
  }

  for (const [platform, path, type, danger] of [
    ['win32', '\\\\files01\\sync\\data', 0, 'network'],
    ['win32', '\\\\?\\UNC\\files01\\sync', 0, 'network'],
    ['win32', '\\\\?\\C:\\data', 0, undefined],
    ['win32', 'C:\\data', 0, undefined],
    ['linux', '/data', 0xff534d42, 'network'],
    ['linux', '/data', 0x6969, 'network'],
    ['linux', '/data', 0x01021994, 'passing'],
    ['linux', '/data', 0x794c7630, 'passing'],
    ['linux', '/data', 0xef53, undefined],
    ['darwin', '/data', 0x6969, undefined],
  ] as const) {
    it(`takes ${path} of type ${type.toString(16)} on ${platform} for ${danger ?? 'harmless'}`, () => {
      expect(volumeKind(platform, path, type)?.danger).to.equal(danger);
    });
  }

  it('tells certificates that end, have ended, and have not begun', () => {
    const certificate = {
      ...{ subject: 'CN=x', validFrom: new Date('2026-01-01'), validTo: new Date('2026-03-31T12:00:00Z') },
    };
    const at = (now: string): string => {
      const judged = judgeDates((words) => words.own, certificate, Date.parse(now));
      return `${judged.result} ${judged.found.en}`;
    };
    expect(at('2026-02-01')).to.match(/^ok .*valid until 2026-03-31, 58 days$/);
    expect(at('2026-03-02')).to.match(/^warn .*expires in 29 days, on 2026-03-31$/);
    expect(at('2026-04-01')).to.match(/^fail .*expired on 2026-03-31$/);
    expect(at('2025-12-31')).to.match(/^fail .*not valid before 2026-01-01$/);
  });

  it('refuses a Node.js that is too old', () => {
    expect(probeNode('v22.22.0').map(({ result }) => result)).to.deep.equal(['fail']);
    expect(probeNode('v24.0.0').map(({ result }) => result)).to.deep.equal(['ok']);
  });

  it('waits for no probe longer than its limit, and passes on what one throws', async () => {
    const [late] = await withLimit('disk', 1, () => new Promise(() => undefined));
    expect(late).to.include({ area: 'disk', result: 'warn' });
    const [thrown] = await withLimit('disk', 60_000, () => Promise.reject(new Error('no such luck')));
    expect(thrown?.found.en).to.equal('could not be examined: no such luck');
  });

  it('finds itself as the holder of a port, with process and program', async function () {
    if (process.platform !== 'linux') {
      skipBecause(this, 'only Linux has /proc');
    }
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const { holders } = await findHolders(port, 'linux');
    server.close();
    expect(holders).to.have.length(1);
    expect(holders?.[0]).to.include({ address: '127.0.0.1', processId: process.pid });
    expect(holders?.[0]?.program).to.match(/node/);
  });

  it('is shown area by area, broken at the width of the terminal, what to do with its T-SQL last', () => {
    const diagnosis = {
      ...bad('database', everywhere('a finding of many more words'), remedy),
      mandator: 'PROD',
      sql: 'GRANT x;',
    };
    const layout = {
      ...{ language: 'en' as const, width: 30, paint: (_: string, word: string) => word },
      ...{ title: (text: string) => `# ${text}`, redact: (text: string) => text },
    };
    expect(formatReport([good('node', found), diagnosis], layout).split('\n')).to.deep.equal([
      '# Node.js',
      '  OK    found',
      '',
      '# Databases',
      '  FAIL  PROD: a finding of many more',
      '        words',
      '',
      '# What to do, in this order:',
      '1. Databases: PROD: do it',
      '     GRANT x;',
      '',
      '1 failure, 0 warnings.',
    ]);
    expect(formatReport([good('node', found)], { ...layout, language: 'de' })).to.match(
      /Es gibt nichts zu tun\.$/,
    );
  });
});
