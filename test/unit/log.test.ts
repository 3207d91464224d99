import { expect } from 'chai';
import fc from 'fast-check';
import type { createLogger, LoggerOptions } from '../../src/log.ts';
import { logged } from '../support/logged.ts';

describe('createLogger', () => {
  it('writes a JSON object a line, with time, level, message and fields in this order', async () => {
    const lines = await logged((log) => {
      log.info('request', { mandator: 'PROD', events: 2, ms: 1.5, ok: true, none: null, missing: undefined });
      log.error('failed', { ids: ['a', 'b'], at: new Date(0), bytes: Buffer.from('body'), big: 5n });
    });
    expect(lines).to.have.length(2);
    expect(lines[0]).to.match(
      /^\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","level":"info","message":"request","mandator":"PROD","events":2,"ms":1\.5,"ok":true,"none":null\}$/,
    );
    expect(JSON.parse(lines[1]!)).to.deep.include({
      level: 'error',
      ids: ['a', 'b'],
      at: '1970-01-01T00:00:00.000Z',
      bytes: '(4 bytes)',
      big: '5',
    });
  });

  it('writes a readable line, with values quoted where they need it', async () => {
    const [line] = await logged(
      (log) => log.warn('two words', { a: 'x', b: 'x y', c: 'a=b', n: 1, o: { p: 1 } }),
      {
        format: 'text',
      },
    );
    expect(line).to.match(/^\d{4}-\S+Z WARN {2}two words a=x b="x y" c="a=b" n=1 o=\{"p":1\}$/);
  });

  it('leaves out what is less important than its level', async () => {
    const use = (log: ReturnType<typeof createLogger>) => {
      log.debug('d');
      log.info('i');
      log.warn('w');
      log.error('e');
    };
    const messages = async (level: LoggerOptions['level']) =>
      (await logged(use, { level }))
        .map((line) => (JSON.parse(line) as { message: string }).message)
        .join('');
    expect(await messages('error')).to.equal('e');
    expect(await messages('warn')).to.equal('we');
    expect(await messages('info')).to.equal('iwe');
    expect(await messages('debug')).to.equal('diwe');
  });

  it('changes its level while it runs, and says so whatever the levels are', async () => {
    const levels: string[] = [];
    const lines = await logged(
      (log) => {
        log.info('one');
        log.setLevel('debug');
        log.debug('two', { error: new Error('x') });
        levels.push(log.level());
        log.setLevel('error');
        log.warn('three');
        log.setLevel('error');
      },
      { level: 'warn' },
    );
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ message, from, to }) => [message, from, to])).to.deep.equal([
      ['log level changed', 'warn', 'debug'],
      ['two', undefined, undefined],
      ['log level changed', 'debug', 'error'],
    ]);
    expect(records[1]!['error']).to.have.property('stack');
    expect(levels).to.deep.equal(['debug']);
  });

  it('shows the stacks of errors at level debug only, and the chain of causes always', async () => {
    const cause = Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' });
    const error = new AggregateError([new Error('one')], 'all failed', { cause });
    const use = (log: ReturnType<typeof createLogger>) => log.error('write failed', { error });
    const [short, long] = [await logged(use), await logged(use, { level: 'debug' })];
    expect(JSON.parse(short[0]!).error).to.deep.equal({
      name: 'AggregateError',
      message: 'all failed',
      cause: { name: 'Error', message: 'no route', code: 'EHOSTUNREACH' },
      errors: [{ name: 'Error', message: 'one' }],
    });
    expect(JSON.parse(long[0]!).error.stack).to.contain('log.test.ts');
  });

  for (const format of ['json', 'text'] as const) {
    it(`lets no value break out of its ${format} line or reach a terminal`, async () => {
      const nasty = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string(),
        fc.constant('\r\n\u001b[2J\u009b\u2028\u202e'),
      );
      await fc.assert(
        fc.asyncProperty(nasty, nasty, nasty, async (message, name, value) => {
          const lines = await logged((log) => log.info(message, { [name]: value, list: [value] }), {
            format,
          });
          expect(lines).to.have.length(1);
          expect(lines[0]).to.not.match(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
          expect(Buffer.from(lines[0]!).toString()).to.equal(lines[0]);
        }),
        { numRuns: 300 },
      );
    });
  }

  it('cannot be told another time, level or message by fields', async () => {
    const [line] = await logged((log) => log.info('true', { message: 'false', level: 'error', time: 0 }));
    expect(JSON.parse(line!)).to.deep.include({
      level: 'info',
      message: 'true',
      'field.message': 'false',
      'field.level': 'error',
      'field.time': 0,
    });
  });

  it('survives whatever it is given', async () => {
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    const thrower = {
      get trap() {
        throw new Error('trapped');
      },
    };
    const odd = { circle, thrower, symbol: Symbol('s'), code: () => 1, map: new Map([[1, 2]]), nan: NaN };
    const [line] = await logged((log) => log.info('odd', { ...odd, date: new Date(NaN) }));
    expect(JSON.parse(line!)).to.deep.include({
      circle: { circle: { circle: { circle: { circle: '(object)' } } } },
      thrower: '(unreadable)',
      symbol: 'Symbol(s)',
      code: '(function)',
      map: '(1 entries)',
      nan: 'NaN',
      date: 'Invalid Date',
    });
  });

  it('cuts what is long and says how long it was', async () => {
    const many = Array.from({ length: 60 }, (_, index) => index);
    const [line] = await logged((log) => log.info('long', { text: 'x'.repeat(5000), many }));
    const record = JSON.parse(line!) as { text: string; many: unknown[] };
    expect(record.text).to.equal(`${'x'.repeat(2000)}... (5000 characters)`);
    expect(record.many.slice(49)).to.deep.equal([49, '... (60 entries)']);
  });

  it('hides secrets by name and by shape', async () => {
    const [line] = await logged((log) =>
      log.info('cannot open \'Server=a;Password="hush;hush";Encrypt=True\'', {
        sqlPassword: 'hush',
        nested: { Authorization: 'hush', fine: 'PWD=hush hush' },
        url: 'https://rooms:hush@example.com/x',
      }),
    );
    expect(line).to.not.contain('hush');
    expect(line)
      .to.contain('Encrypt=True')
      .and.contain('example.com/x')
      .and.contain('"sqlPassword":"[hidden]"');
  });
});
